BEGIN TRANSACTION;
CREATE TABLE actor (
	id TEXT NOT NULL, 
	name TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	country TEXT NOT NULL, 
	role TEXT NOT NULL, 
	aliases TEXT NOT NULL, 
	valid_from TEXT NOT NULL, 
	valid_to TEXT NOT NULL, 
	source TEXT NOT NULL, 
	PRIMARY KEY (id)
);
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0001');
CREATE TABLE analysis (
	sha256 TEXT NOT NULL, 
	data BLOB NOT NULL, 
	PRIMARY KEY (sha256)
);
INSERT INTO "analysis" VALUES('b509b869ca88d8970026fd4bf03a98b51ce5b09bd3a882c8c5b7ecd8e8dd31ad',X'7801B58FCD0AC2400C845FA5E4BC8AAD7FB877F1A6A2C7D243AC5116D65DD9A48522BEBB29287810C183B7642633E12BCB1BB82358E0E63CC8C180C78E92EE170AE26250A546A1734C9D8ADBE56EBF59ABC6570C0C56C32C98046C3E3240418B8AE25EA9EFA3F4BE8E2D2687074FCFB58EE1E48E146A023B1A2E0CA4C6EB08422C5A9C0859BF5A38508D0D538659EF648C1D671CF582DA57BC6F472F94028A6B5F0F5C603DD006B89B37B6B146BFB26D76AB8F6093D9932C9F4E7E419B4FFFCA5699B2AA1E7EF38F87');
CREATE TABLE article (
	id TEXT NOT NULL, 
	sha256 TEXT NOT NULL, 
	raw_sha256 TEXT NOT NULL, 
	encoding TEXT NOT NULL, 
	title TEXT NOT NULL, 
	source TEXT NOT NULL, 
	published TEXT NOT NULL, 
	language TEXT NOT NULL, 
	file_name TEXT NOT NULL, 
	metadata TEXT NOT NULL, 
	imported_at TEXT NOT NULL, 
	position INTEGER NOT NULL, 
	words INTEGER NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(sha256) REFERENCES article_text (sha256)
);
INSERT INTO "article" VALUES('article-1','cfde4918142b0c62b47211f50c1ad7985ee084959ff009ef94a303e214c14df4','cfde4918142b0c62b47211f50c1ad7985ee084959ff009ef94a303e214c14df4','utf-8','Blinken calls Aliyev','Azernews','2024-04-28','en','azernews.txt','[]','2026-01-01T00:00:00Z',0,22);
CREATE TABLE article_text (
	sha256 TEXT NOT NULL, 
	text TEXT NOT NULL, 
	PRIMARY KEY (sha256)
);
INSERT INTO "article_text" VALUES('cfde4918142b0c62b47211f50c1ad7985ee084959ff009ef94a303e214c14df4','President Ilham Aliyev emphasized that Armeniaand Azerbaijan would meet in Almaty. Antony Blinken expressed the United States'' readiness to help, Azernews reports.');
CREATE TABLE assignment (
	id TEXT NOT NULL, 
	article_id TEXT NOT NULL, 
	coder_id TEXT NOT NULL, 
	status TEXT NOT NULL, 
	answers TEXT NOT NULL, 
	note TEXT NOT NULL, 
	completed_at TEXT NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(article_id) REFERENCES article (id), 
	FOREIGN KEY(coder_id) REFERENCES coder (id)
);
INSERT INTO "assignment" VALUES('article-1/coder-1','article-1','coder-1','in progress','[]','a note','');
CREATE TABLE codebook (
	id TEXT NOT NULL, 
	name TEXT NOT NULL, 
	layers TEXT NOT NULL, 
	schemes TEXT NOT NULL, 
	version INTEGER NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "codebook" VALUES('codebook/1','Default','[{"layer":"mention","label":"Mentions","scheme":"own","fragments_label":"Words","categories":[{"code":"PERSON","label":"Person","definition":"","parent":"","include":[],"exclude":[],"examples":[],"group":"","key":"","selectable":true},{"code":"ORG","label":"Organisation","definition":"","parent":"","include":[],"exclude":[],"examples":[],"group":"","key":"","selectable":true}],"slots":[],"variables":[]}]','[]',1);
CREATE TABLE coder (
	id TEXT NOT NULL, 
	name TEXT NOT NULL, 
	role TEXT NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "coder" VALUES('coder-1','Ada','coder');
INSERT INTO "coder" VALUES('coder-2','Ben','coder');
CREATE TABLE coding (
	id TEXT NOT NULL, 
	article_id TEXT NOT NULL, 
	coder_id TEXT NOT NULL, 
	layer TEXT NOT NULL, 
	category TEXT NOT NULL, 
	spans TEXT NOT NULL, 
	quotes TEXT NOT NULL, 
	slots TEXT NOT NULL, 
	variables TEXT NOT NULL, 
	note TEXT NOT NULL, 
	provenance TEXT NOT NULL, 
	suggestion_id TEXT NOT NULL, 
	created_at TEXT NOT NULL, 
	updated_at TEXT NOT NULL, 
	codebook_version INTEGER NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(article_id) REFERENCES article (id), 
	FOREIGN KEY(coder_id) REFERENCES coder (id)
);
INSERT INTO "coding" VALUES('01a20e39-5f47-7429-a47e-815fb479b3af','article-1','coder-1','mention','PERSON','[{"start":10,"end":22}]','[{"exact":"Ilham Aliyev","prefix":"President ","suffix":" emphasized that Armeniaand Azer"}]','[]','[]','','confirmed','sug-1','2026-11-24T15:42:50.695Z','2026-11-24T15:42:50.695Z',1);
CREATE TABLE decision (
	id TEXT NOT NULL, 
	article_id TEXT NOT NULL, 
	coder_id TEXT NOT NULL, 
	suggestion_id TEXT NOT NULL, 
	verdict TEXT NOT NULL, 
	coding_id TEXT NOT NULL, 
	at TEXT NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(article_id) REFERENCES article (id), 
	FOREIGN KEY(coder_id) REFERENCES coder (id)
);
INSERT INTO "decision" VALUES('article-1/coder-1/sug-1','article-1','coder-1','sug-1','confirmed','01a20e39-5f47-7429-a47e-815fb479b3af','2026-11-24T15:42:50.695Z');
INSERT INTO "decision" VALUES('article-1/coder-1/sug-3','article-1','coder-1','sug-3','rejected','','2026-11-24T15:42:50.719Z');
CREATE TABLE journal (
	seq INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	at TEXT NOT NULL, 
	actor TEXT NOT NULL, 
	program TEXT NOT NULL, 
	command TEXT NOT NULL, 
	label TEXT NOT NULL, 
	origin TEXT NOT NULL, 
	step INTEGER NOT NULL, 
	article_ids TEXT NOT NULL, 
	changes TEXT NOT NULL
);
INSERT INTO "journal" VALUES(1,'2026-11-24T15:42:50.609Z','','0.1.0','Create','Create project','machine',0,'["article-1"]','[{"kind":"project","after":{"id":"project-1","name":"Old","language":"en","model":"","created_at":"2026-01-01T00:00:00.000Z","program":""}},{"kind":"coder","after":{"id":"coder-1","name":"Ada","role":"coder"}},{"kind":"coder","after":{"id":"coder-2","name":"Ben","role":"coder"}},{"kind":"codebook","after":{"id":"codebook/1","name":"Default","version":1,"layers":[{"layer":"mention","label":"Mentions","scheme":"own","fragments_label":"Words","categories":[{"code":"PERSON","label":"Person","definition":"","parent":"","include":[],"exclude":[],"examples":[],"group":"","key":"","selectable":true},{"code":"ORG","label":"Organisation","definition":"","parent":"","include":[],"exclude":[],"examples":[],"group":"","key":"","selectable":true}],"slots":[],"variables":[]}],"schemes":[]}},{"kind":"article","after":{"id":"article-1","text":"","sha256":"cfde4918142b0c62b47211f50c1ad7985ee084959ff009ef94a303e214c14df4","raw_sha256":"cfde4918142b0c62b47211f50c1ad7985ee084959ff009ef94a303e214c14df4","encoding":"utf-8","title":"Blinken calls Aliyev","source":"Azernews","published":"2024-04-28","language":"en","file_name":"azernews.txt","position":0,"words":22,"metadata":[],"imported_at":"2026-01-01T00:00:00Z"},"after_body":"cfde4918142b0c62b47211f50c1ad7985ee084959ff009ef94a303e214c14df4"},{"kind":"suggestion_set","after":{"id":"article-1","article_id":"article-1","text_sha256":"cfde4918142b0c62b47211f50c1ad7985ee084959ff009ef94a303e214c14df4","model":"press 1","repairs":[44],"suggestions":[],"actors":[],"made_at":"2026-01-01T00:00:00.000Z"},"after_body":"b509b869ca88d8970026fd4bf03a98b51ce5b09bd3a882c8c5b7ecd8e8dd31ad"}]');
INSERT INTO "journal" VALUES(2,'2026-11-24T15:42:50.696Z','coder-1','0.1.0','Accept','Accept suggestion','local',0,'["article-1"]','[{"kind":"assignment","after":{"id":"article-1/coder-1","article_id":"article-1","coder_id":"coder-1","status":"in progress","answers":[],"note":"","completed_at":""}},{"kind":"coding","after":{"id":"01a20e39-5f47-7429-a47e-815fb479b3af","article_id":"article-1","coder_id":"coder-1","layer":"mention","category":"PERSON","spans":[{"start":10,"end":22}],"quotes":[{"exact":"Ilham Aliyev","prefix":"President ","suffix":" emphasized that Armeniaand Azer"}],"slots":[],"variables":[],"note":"","provenance":"confirmed","suggestion_id":"sug-1","codebook_version":1,"created_at":"2026-11-24T15:42:50.695Z","updated_at":"2026-11-24T15:42:50.695Z"}},{"kind":"decision","after":{"id":"article-1/coder-1/sug-1","suggestion_id":"sug-1","article_id":"article-1","coder_id":"coder-1","verdict":"confirmed","coding_id":"01a20e39-5f47-7429-a47e-815fb479b3af","at":"2026-11-24T15:42:50.695Z"}}]');
INSERT INTO "journal" VALUES(3,'2026-11-24T15:42:50.719Z','coder-1','0.1.0','Reject','Reject suggestion','local',0,'["article-1"]','[{"kind":"decision","after":{"id":"article-1/coder-1/sug-3","suggestion_id":"sug-3","article_id":"article-1","coder_id":"coder-1","verdict":"rejected","coding_id":"","at":"2026-11-24T15:42:50.719Z"}}]');
INSERT INTO "journal" VALUES(4,'2026-11-24T15:42:50.723Z','coder-1','0.1.0','SetNote','Note on the article','local',0,'["article-1"]','[{"kind":"assignment","before":{"id":"article-1/coder-1","article_id":"article-1","coder_id":"coder-1","status":"in progress","answers":[],"note":"","completed_at":""},"after":{"id":"article-1/coder-1","article_id":"article-1","coder_id":"coder-1","status":"in progress","answers":[],"note":"a note","completed_at":""}}]');
CREATE TABLE project (
	id TEXT NOT NULL, 
	name TEXT NOT NULL, 
	language TEXT NOT NULL, 
	model TEXT NOT NULL, 
	created_at TEXT NOT NULL, 
	program TEXT NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "project" VALUES('project-1','Old','en','','2026-01-01T00:00:00.000Z','');
CREATE TABLE question (
	id TEXT NOT NULL, 
	article_id TEXT NOT NULL, 
	coder_id TEXT NOT NULL, 
	text TEXT NOT NULL, 
	about TEXT NOT NULL, 
	answer TEXT NOT NULL, 
	asked_at TEXT NOT NULL, 
	settled BOOLEAN NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(article_id) REFERENCES article (id), 
	FOREIGN KEY(coder_id) REFERENCES coder (id)
);
CREATE TABLE suggestion_set (
	id TEXT NOT NULL, 
	article_id TEXT NOT NULL, 
	text_sha256 TEXT NOT NULL, 
	model TEXT NOT NULL, 
	repairs TEXT NOT NULL, 
	made_at TEXT NOT NULL, 
	analysis_sha256 TEXT NOT NULL, 
	proposed TEXT NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(article_id) REFERENCES article (id), 
	FOREIGN KEY(analysis_sha256) REFERENCES analysis (sha256)
);
INSERT INTO "suggestion_set" VALUES('article-1','article-1','cfde4918142b0c62b47211f50c1ad7985ee084959ff009ef94a303e214c14df4','press 1','[44]','2026-01-01T00:00:00.000Z','b509b869ca88d8970026fd4bf03a98b51ce5b09bd3a882c8c5b7ecd8e8dd31ad','[["sug-1","mention",0.9],["sug-3","mention",0.75]]');
CREATE TABLE work_time (
	id TEXT NOT NULL, 
	article_id TEXT NOT NULL, 
	coder_id TEXT NOT NULL, 
	seconds INTEGER NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(article_id) REFERENCES article (id), 
	FOREIGN KEY(coder_id) REFERENCES coder (id)
);
CREATE INDEX article_position ON article (position, id);
CREATE INDEX article_sha256 ON article (sha256);
CREATE INDEX article_raw_sha256 ON article (raw_sha256);
CREATE UNIQUE INDEX suggestion_set_article ON suggestion_set (article_id);
CREATE INDEX assignment_article ON assignment (article_id);
CREATE INDEX work_time_article ON work_time (article_id);
CREATE INDEX coding_article ON coding (article_id);
CREATE INDEX decision_article ON decision (article_id);
CREATE INDEX question_article ON question (article_id);
CREATE INDEX coding_coder ON coding (coder_id, article_id);
CREATE INDEX question_coder ON question (coder_id, article_id);
CREATE UNIQUE INDEX assignment_coder ON assignment (coder_id, article_id);
CREATE UNIQUE INDEX work_time_coder ON work_time (coder_id, article_id);
CREATE UNIQUE INDEX decision_coder ON decision (coder_id, article_id, suggestion_id);
CREATE INDEX journal_actor ON journal (actor, origin, seq);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('journal',4);
COMMIT;
