BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('dc11669786a5');
CREATE TABLE "assessments" (
	assessment_id VARCHAR(50) NOT NULL, 
	trace_id VARCHAR(50) NOT NULL, 
	name VARCHAR(250) NOT NULL, 
	assessment_type VARCHAR(20) NOT NULL, 
	value TEXT NOT NULL, 
	error TEXT, 
	created_timestamp BIGINT NOT NULL, 
	last_updated_timestamp BIGINT NOT NULL, 
	source_type VARCHAR(50) NOT NULL, 
	source_id VARCHAR(250), 
	run_id VARCHAR(32), 
	span_id VARCHAR(50), 
	rationale TEXT, 
	overrides VARCHAR(50), 
	valid BOOLEAN NOT NULL, 
	assessment_metadata TEXT, 
	experiment_id INTEGER, 
	trace_timestamp_ms BIGINT, 
	aggregate_value FLOAT, 
	is_numeric_value BOOLEAN DEFAULT 0 NOT NULL, 
	CONSTRAINT assessments_pk PRIMARY KEY (assessment_id), 
	CONSTRAINT fk_assessments_trace_id FOREIGN KEY(trace_id) REFERENCES trace_info (request_id) ON DELETE CASCADE
);
CREATE TABLE budget_policies (
	budget_policy_id VARCHAR(36) NOT NULL, 
	budget_unit VARCHAR(32) NOT NULL, 
	budget_amount FLOAT NOT NULL, 
	duration_unit VARCHAR(32) NOT NULL, 
	duration_value INTEGER NOT NULL, 
	target_scope VARCHAR(32) NOT NULL, 
	budget_action VARCHAR(32) NOT NULL, 
	created_by VARCHAR(255), 
	created_at BIGINT NOT NULL, 
	last_updated_by VARCHAR(255), 
	last_updated_at BIGINT NOT NULL, 
	workspace VARCHAR(63) DEFAULT 'default' NOT NULL, target_value VARCHAR(255), 
	CONSTRAINT budget_policies_pk PRIMARY KEY (budget_policy_id)
);
CREATE TABLE "datasets" (
	dataset_uuid VARCHAR(36) NOT NULL, 
	experiment_id INTEGER NOT NULL, 
	name VARCHAR(500) NOT NULL, 
	digest VARCHAR(36) NOT NULL, 
	dataset_source_type VARCHAR(36) NOT NULL, 
	dataset_source TEXT NOT NULL, 
	dataset_schema TEXT, 
	dataset_profile TEXT, 
	CONSTRAINT dataset_pk PRIMARY KEY (experiment_id, name, digest), 
	CONSTRAINT fk_datasets_experiment_id_experiments FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id) ON DELETE CASCADE
);
CREATE TABLE endpoint_bindings (
	endpoint_id VARCHAR(36) NOT NULL, 
	resource_type VARCHAR(50) NOT NULL, 
	resource_id VARCHAR(255) NOT NULL, 
	created_at BIGINT NOT NULL, 
	created_by VARCHAR(255), 
	last_updated_at BIGINT NOT NULL, 
	last_updated_by VARCHAR(255), display_name VARCHAR(255), 
	CONSTRAINT endpoint_bindings_pk PRIMARY KEY (endpoint_id, resource_type, resource_id), 
	CONSTRAINT fk_endpoint_bindings_endpoint_id FOREIGN KEY(endpoint_id) REFERENCES endpoints (endpoint_id) ON DELETE CASCADE
);
CREATE TABLE endpoint_model_mappings (
	mapping_id VARCHAR(36) NOT NULL, 
	endpoint_id VARCHAR(36) NOT NULL, 
	model_definition_id VARCHAR(36) NOT NULL, 
	weight FLOAT NOT NULL, 
	created_by VARCHAR(255), 
	created_at BIGINT NOT NULL, linkage_type VARCHAR(64) DEFAULT 'PRIMARY' NOT NULL, fallback_order INTEGER, 
	CONSTRAINT endpoint_model_mappings_pk PRIMARY KEY (mapping_id), 
	CONSTRAINT fk_endpoint_model_mappings_endpoint_id FOREIGN KEY(endpoint_id) REFERENCES endpoints (endpoint_id) ON DELETE CASCADE, 
	CONSTRAINT fk_endpoint_model_mappings_model_definition_id FOREIGN KEY(model_definition_id) REFERENCES model_definitions (model_definition_id)
);
CREATE TABLE endpoint_tags (
	"key" VARCHAR(250) NOT NULL, 
	value VARCHAR(5000), 
	endpoint_id VARCHAR(36) NOT NULL, 
	CONSTRAINT endpoint_tag_pk PRIMARY KEY ("key", endpoint_id), 
	CONSTRAINT fk_endpoint_tags_endpoint_id FOREIGN KEY(endpoint_id) REFERENCES endpoints (endpoint_id) ON DELETE CASCADE
);
CREATE TABLE "endpoints" (
	endpoint_id VARCHAR(36) NOT NULL, 
	name VARCHAR(255), 
	created_by VARCHAR(255), 
	created_at BIGINT NOT NULL, 
	last_updated_by VARCHAR(255), 
	last_updated_at BIGINT NOT NULL, 
	routing_strategy VARCHAR(64), 
	fallback_config_json TEXT, 
	experiment_id INTEGER, 
	usage_tracking BOOLEAN DEFAULT '0' NOT NULL, 
	workspace VARCHAR(63) DEFAULT 'default' NOT NULL, 
	CONSTRAINT endpoints_pk PRIMARY KEY (endpoint_id), 
	CONSTRAINT fk_endpoints_experiment_id FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id) ON DELETE SET NULL, 
	CONSTRAINT uq_endpoints_workspace_name UNIQUE (workspace, name)
);
CREATE TABLE entity_associations (
	association_id VARCHAR(36) NOT NULL, 
	source_type VARCHAR(36) NOT NULL, 
	source_id VARCHAR(36) NOT NULL, 
	destination_type VARCHAR(36) NOT NULL, 
	destination_id VARCHAR(36) NOT NULL, 
	created_time BIGINT, 
	CONSTRAINT entity_associations_pk PRIMARY KEY (source_type, source_id, destination_type, destination_id)
);
CREATE TABLE "evaluation_dataset_records" (
	dataset_record_id VARCHAR(36) NOT NULL, 
	dataset_id VARCHAR(36) NOT NULL, 
	inputs JSON NOT NULL, 
	expectations JSON, 
	tags JSON, 
	source JSON, 
	source_id VARCHAR(36), 
	source_type VARCHAR(255), 
	created_time BIGINT, 
	last_update_time BIGINT, 
	created_by VARCHAR(255), 
	last_updated_by VARCHAR(255), 
	input_hash VARCHAR(64) NOT NULL, outputs JSON, 
	CONSTRAINT evaluation_dataset_records_pk PRIMARY KEY (dataset_record_id), 
	CONSTRAINT fk_evaluation_dataset_records_dataset_id FOREIGN KEY(dataset_id) REFERENCES evaluation_datasets (dataset_id) ON DELETE CASCADE, 
	CONSTRAINT unique_dataset_input UNIQUE (dataset_id, input_hash)
);
CREATE TABLE evaluation_dataset_tags (
	dataset_id VARCHAR(36) NOT NULL, 
	"key" VARCHAR(255) NOT NULL, 
	value VARCHAR(5000), 
	CONSTRAINT evaluation_dataset_tags_pk PRIMARY KEY (dataset_id, "key"), 
	CONSTRAINT fk_evaluation_dataset_tags_dataset_id FOREIGN KEY(dataset_id) REFERENCES evaluation_datasets (dataset_id) ON DELETE CASCADE
);
CREATE TABLE "evaluation_datasets" (
	dataset_id VARCHAR(36) NOT NULL, 
	name VARCHAR(255) NOT NULL, 
	schema TEXT, 
	profile TEXT, 
	digest VARCHAR(64), 
	created_time BIGINT, 
	last_update_time BIGINT, 
	created_by VARCHAR(255), 
	last_updated_by VARCHAR(255), 
	workspace VARCHAR(63) DEFAULT 'default' NOT NULL, 
	CONSTRAINT evaluation_datasets_pk PRIMARY KEY (dataset_id)
);
CREATE TABLE "experiment_tags" (
	"key" VARCHAR(250) NOT NULL, 
	value TEXT, 
	experiment_id INTEGER NOT NULL, 
	CONSTRAINT experiment_tag_pk PRIMARY KEY ("key", experiment_id), 
	FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id)
);
CREATE TABLE "experiments" (
	experiment_id INTEGER NOT NULL, 
	name VARCHAR(256) NOT NULL, 
	artifact_location VARCHAR(256), 
	lifecycle_stage VARCHAR(32), 
	creation_time BIGINT, 
	last_update_time BIGINT, 
	workspace VARCHAR(63) DEFAULT 'default' NOT NULL, 
	CONSTRAINT experiment_pk PRIMARY KEY (experiment_id), 
	CONSTRAINT experiments_lifecycle_stage CHECK (lifecycle_stage IN ('active', 'deleted')), 
	CONSTRAINT uq_experiments_workspace_name UNIQUE (workspace, name)
);
INSERT INTO "experiments" VALUES(0,'Default','{ROOT}/mlruns/0','active',1795388315728,1795388315728,'default');
INSERT INTO "experiments" VALUES(1,'golden-table1','file://{ROOT}/artifacts/golden-table1','active',1795388315764,1795388315764,'default');
INSERT INTO "experiments" VALUES(2,'golden-table2','file://{ROOT}/artifacts/golden-table2','active',1795388316182,1795388316182,'default');
INSERT INTO "experiments" VALUES(3,'golden-seeds','file://{ROOT}/artifacts/golden-seeds','active',1795388317609,1795388317609,'default');
CREATE TABLE guardrail_configs (
	endpoint_id VARCHAR(36) NOT NULL, 
	guardrail_id VARCHAR(36) NOT NULL, 
	execution_order INTEGER, 
	created_by VARCHAR(255), 
	created_at BIGINT NOT NULL, 
	workspace VARCHAR(63) DEFAULT 'default' NOT NULL, 
	CONSTRAINT guardrail_configs_pk PRIMARY KEY (endpoint_id, guardrail_id), 
	CONSTRAINT fk_guardrail_configs_endpoint_id FOREIGN KEY(endpoint_id) REFERENCES endpoints (endpoint_id) ON DELETE CASCADE, 
	CONSTRAINT fk_guardrail_configs_guardrail_id FOREIGN KEY(guardrail_id) REFERENCES guardrails (guardrail_id) ON DELETE CASCADE
);
CREATE TABLE guardrails (
	guardrail_id VARCHAR(36) NOT NULL, 
	name VARCHAR(255) NOT NULL, 
	scorer_id VARCHAR(36) NOT NULL, 
	scorer_version INTEGER NOT NULL, 
	stage VARCHAR(32) NOT NULL, 
	action VARCHAR(32) NOT NULL, 
	action_endpoint_id VARCHAR(36), 
	created_by VARCHAR(255), 
	created_at BIGINT NOT NULL, 
	last_updated_by VARCHAR(255), 
	last_updated_at BIGINT NOT NULL, 
	workspace VARCHAR(63) DEFAULT 'default' NOT NULL, 
	CONSTRAINT guardrails_pk PRIMARY KEY (guardrail_id), 
	CONSTRAINT fk_guardrails_scorer_version FOREIGN KEY(scorer_id, scorer_version) REFERENCES scorer_versions (scorer_id, scorer_version), 
	CONSTRAINT fk_guardrails_action_endpoint_id FOREIGN KEY(action_endpoint_id) REFERENCES endpoints (endpoint_id) ON DELETE SET NULL
);
CREATE TABLE input_tags (
	input_uuid VARCHAR(36) NOT NULL, 
	name VARCHAR(255) NOT NULL, 
	value VARCHAR(500) NOT NULL, 
	CONSTRAINT input_tags_pk PRIMARY KEY (input_uuid, name)
);
CREATE TABLE inputs (
	input_uuid VARCHAR(36) NOT NULL, 
	source_type VARCHAR(36) NOT NULL, 
	source_id VARCHAR(36) NOT NULL, 
	destination_type VARCHAR(36) NOT NULL, 
	destination_id VARCHAR(36) NOT NULL, step BIGINT DEFAULT '0' NOT NULL, 
	CONSTRAINT inputs_pk PRIMARY KEY (source_type, source_id, destination_type, destination_id)
);
CREATE TABLE issues (
	issue_id VARCHAR(36) NOT NULL, 
	experiment_id INTEGER NOT NULL, 
	name VARCHAR(250) NOT NULL, 
	description TEXT NOT NULL, 
	status VARCHAR(50) NOT NULL, 
	severity VARCHAR(50), 
	root_causes TEXT, 
	source_run_id VARCHAR(32), 
	categories TEXT, 
	created_timestamp BIGINT NOT NULL, 
	last_updated_timestamp BIGINT NOT NULL, 
	created_by VARCHAR(255), 
	CONSTRAINT issues_pk PRIMARY KEY (issue_id), 
	CONSTRAINT fk_issues_experiment_id FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id) ON DELETE CASCADE, 
	CONSTRAINT fk_issues_source_run_id FOREIGN KEY(source_run_id) REFERENCES runs (run_uuid) ON DELETE SET NULL
);
CREATE TABLE job_locks (
	lock_key VARCHAR(255) NOT NULL, 
	job_id VARCHAR(36) NOT NULL, 
	acquired_at BIGINT NOT NULL, 
	CONSTRAINT job_locks_pk PRIMARY KEY (lock_key), 
	CONSTRAINT fk_job_locks_job_id FOREIGN KEY(job_id) REFERENCES jobs (id) ON DELETE CASCADE
);
CREATE TABLE "jobs" (
	id VARCHAR(36) NOT NULL, 
	creation_time BIGINT NOT NULL, 
	job_name VARCHAR(500) NOT NULL, 
	params TEXT NOT NULL, 
	timeout FLOAT, 
	status INTEGER NOT NULL, 
	result TEXT, 
	retry_count INTEGER NOT NULL, 
	last_update_time BIGINT NOT NULL, 
	workspace VARCHAR(63) DEFAULT 'default' NOT NULL, status_details JSON, creator VARCHAR(255), executor_backend VARCHAR(255), lease_expires_at BIGINT, status_message TEXT, progress JSON, progress_updated_at BIGINT, token_hash VARCHAR(64), scoped_permissions JSON, next_attempt_at BIGINT, 
	CONSTRAINT jobs_pk PRIMARY KEY (id)
);
CREATE TABLE label_schemas (
	schema_id VARCHAR(36) NOT NULL, 
	experiment_id INTEGER NOT NULL, 
	name VARCHAR(250) NOT NULL, 
	type VARCHAR(16) NOT NULL, 
	instruction TEXT, 
	enable_comment BOOLEAN DEFAULT '0' NOT NULL, 
	input_type VARCHAR(32) NOT NULL, 
	input_config TEXT NOT NULL, 
	created_by VARCHAR(255), 
	created_time BIGINT NOT NULL, 
	last_update_time BIGINT NOT NULL, 
	is_default BOOLEAN DEFAULT 0 NOT NULL, 
	CONSTRAINT label_schemas_pk PRIMARY KEY (schema_id), 
	CONSTRAINT fk_label_schemas_experiment_id FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id) ON DELETE CASCADE, 
	CONSTRAINT uq_label_schemas_exp_name UNIQUE (experiment_id, name)
);
CREATE TABLE "latest_metrics" (
	"key" VARCHAR(250) NOT NULL, 
	value FLOAT NOT NULL, 
	timestamp BIGINT, 
	step BIGINT NOT NULL, 
	is_nan BOOLEAN NOT NULL, 
	run_uuid VARCHAR(32) NOT NULL, 
	CONSTRAINT latest_metric_pk PRIMARY KEY ("key", run_uuid), 
	FOREIGN KEY(run_uuid) REFERENCES runs (run_uuid), 
	CHECK (is_nan IN (0, 1))
);
INSERT INTO "latest_metrics" VALUES('epoch',3.0,1,3,0,'3e280f2594a74b5480ab69531bc3e1da');
INSERT INTO "latest_metrics" VALUES('val/accuracy',0.5,1,3,0,'3e280f2594a74b5480ab69531bc3e1da');
INSERT INTO "latest_metrics" VALUES('test_accuracy',0.7012,1,3,0,'3e280f2594a74b5480ab69531bc3e1da');
INSERT INTO "latest_metrics" VALUES('epoch',3.0,1,3,0,'89fa1f5985d849779661b608f0148534');
INSERT INTO "latest_metrics" VALUES('val/accuracy',0.5,1,3,0,'89fa1f5985d849779661b608f0148534');
INSERT INTO "latest_metrics" VALUES('test_accuracy',0.7789,1,3,0,'89fa1f5985d849779661b608f0148534');
INSERT INTO "latest_metrics" VALUES('gan_test',0.601,1,3,0,'89fa1f5985d849779661b608f0148534');
INSERT INTO "latest_metrics" VALUES('epoch',3.0,1,3,0,'0d22ef71ad4d4e9189e8496705fdf8fb');
INSERT INTO "latest_metrics" VALUES('val/accuracy',0.5,1,3,0,'0d22ef71ad4d4e9189e8496705fdf8fb');
INSERT INTO "latest_metrics" VALUES('test_accuracy',0.7198,1,3,0,'0d22ef71ad4d4e9189e8496705fdf8fb');
INSERT INTO "latest_metrics" VALUES('gan_test',0.733,1,3,0,'0d22ef71ad4d4e9189e8496705fdf8fb');
INSERT INTO "latest_metrics" VALUES('epoch',3.0,1,3,0,'73ed4d6cfac64e0a90db15298cd65d11');
INSERT INTO "latest_metrics" VALUES('val/accuracy',0.5,1,3,0,'73ed4d6cfac64e0a90db15298cd65d11');
INSERT INTO "latest_metrics" VALUES('test_accuracy',0.0101,1,3,0,'73ed4d6cfac64e0a90db15298cd65d11');
INSERT INTO "latest_metrics" VALUES('gan_test',0.009,1,3,0,'73ed4d6cfac64e0a90db15298cd65d11');
INSERT INTO "latest_metrics" VALUES('epoch',3.0,1,3,0,'17b13771ce224184b5b2bb19c32b7b7f');
INSERT INTO "latest_metrics" VALUES('val/accuracy',0.5,1,3,0,'17b13771ce224184b5b2bb19c32b7b7f');
INSERT INTO "latest_metrics" VALUES('epoch',3.0,1,3,0,'4a16cf9aff2d4246904d63ff15a2eb6a');
INSERT INTO "latest_metrics" VALUES('val/accuracy',0.5,1,3,0,'4a16cf9aff2d4246904d63ff15a2eb6a');
INSERT INTO "latest_metrics" VALUES('test_accuracy',0.6,1,3,0,'4a16cf9aff2d4246904d63ff15a2eb6a');
INSERT INTO "latest_metrics" VALUES('gan_test',0.5,1,3,0,'4a16cf9aff2d4246904d63ff15a2eb6a');
INSERT INTO "latest_metrics" VALUES('epoch',3.0,1,3,0,'4dfcd41dad934aceb5a286952dc9bd4d');
INSERT INTO "latest_metrics" VALUES('val/accuracy',0.5,1,3,0,'4dfcd41dad934aceb5a286952dc9bd4d');
INSERT INTO "latest_metrics" VALUES('test_accuracy',0.605,1,3,0,'4dfcd41dad934aceb5a286952dc9bd4d');
INSERT INTO "latest_metrics" VALUES('gan_test',0.51,1,3,0,'4dfcd41dad934aceb5a286952dc9bd4d');
INSERT INTO "latest_metrics" VALUES('epoch',3.0,1,3,0,'c3ba19fa94164a1c8d43d0871aa1069a');
INSERT INTO "latest_metrics" VALUES('val/accuracy',0.5,1,3,0,'c3ba19fa94164a1c8d43d0871aa1069a');
INSERT INTO "latest_metrics" VALUES('test_accuracy',0.615,1,3,0,'c3ba19fa94164a1c8d43d0871aa1069a');
INSERT INTO "latest_metrics" VALUES('gan_test',0.53,1,3,0,'c3ba19fa94164a1c8d43d0871aa1069a');
INSERT INTO "latest_metrics" VALUES('epoch',3.0,1,3,0,'921dba0e9cc04a6583d3d4adde7071f8');
INSERT INTO "latest_metrics" VALUES('val/accuracy',0.5,1,3,0,'921dba0e9cc04a6583d3d4adde7071f8');
INSERT INTO "latest_metrics" VALUES('test_accuracy',0.0908,1,3,0,'921dba0e9cc04a6583d3d4adde7071f8');
INSERT INTO "latest_metrics" VALUES('gan_test',0.0097,1,3,0,'921dba0e9cc04a6583d3d4adde7071f8');
INSERT INTO "latest_metrics" VALUES('epoch',3.0,1,3,0,'274cc451a26c4aff9fa0916eab075f56');
INSERT INTO "latest_metrics" VALUES('val/accuracy',0.5,1,3,0,'274cc451a26c4aff9fa0916eab075f56');
INSERT INTO "latest_metrics" VALUES('test_accuracy',0.625,1,3,0,'274cc451a26c4aff9fa0916eab075f56');
INSERT INTO "latest_metrics" VALUES('gan_test',0.55,1,3,0,'274cc451a26c4aff9fa0916eab075f56');
INSERT INTO "latest_metrics" VALUES('epoch',3.0,1,3,0,'378b8d93909a40d2a704aa1a44310446');
INSERT INTO "latest_metrics" VALUES('val/accuracy',0.5,1,3,0,'378b8d93909a40d2a704aa1a44310446');
INSERT INTO "latest_metrics" VALUES('test_accuracy',0.63,1,3,0,'378b8d93909a40d2a704aa1a44310446');
INSERT INTO "latest_metrics" VALUES('gan_test',0.56,1,3,0,'378b8d93909a40d2a704aa1a44310446');
INSERT INTO "latest_metrics" VALUES('epoch',3.0,1,3,0,'07433a3a064046a499dd1729cec2a73f');
INSERT INTO "latest_metrics" VALUES('val/accuracy',0.5,1,3,0,'07433a3a064046a499dd1729cec2a73f');
INSERT INTO "latest_metrics" VALUES('epoch',3.0,1,3,0,'8bc04d18c009425eac9d01955fb01157');
INSERT INTO "latest_metrics" VALUES('val/accuracy',0.5,1,3,0,'8bc04d18c009425eac9d01955fb01157');
INSERT INTO "latest_metrics" VALUES('test_accuracy',0.64,1,3,0,'8bc04d18c009425eac9d01955fb01157');
INSERT INTO "latest_metrics" VALUES('gan_test',0.58,1,3,0,'8bc04d18c009425eac9d01955fb01157');
INSERT INTO "latest_metrics" VALUES('epoch',3.0,1,3,0,'dcd871e42aaf4eca915c4424887d3e0e');
INSERT INTO "latest_metrics" VALUES('val/accuracy',0.5,1,3,0,'dcd871e42aaf4eca915c4424887d3e0e');
INSERT INTO "latest_metrics" VALUES('epoch',3.0,1,3,0,'8310a18b02ce430694f5c9087f6e17f2');
INSERT INTO "latest_metrics" VALUES('val/accuracy',0.5,1,3,0,'8310a18b02ce430694f5c9087f6e17f2');
INSERT INTO "latest_metrics" VALUES('test_accuracy',0.65,1,3,0,'8310a18b02ce430694f5c9087f6e17f2');
INSERT INTO "latest_metrics" VALUES('gan_test',0.6,1,3,0,'8310a18b02ce430694f5c9087f6e17f2');
INSERT INTO "latest_metrics" VALUES('epoch',3.0,1,3,0,'4f514499f59c4341bf4fcbcbaa55265e');
INSERT INTO "latest_metrics" VALUES('val/accuracy',0.5,1,3,0,'4f514499f59c4341bf4fcbcbaa55265e');
INSERT INTO "latest_metrics" VALUES('epoch',3.0,1,3,0,'fe8c12ca52d241878262b120908df00e');
INSERT INTO "latest_metrics" VALUES('val/accuracy',0.5,1,3,0,'fe8c12ca52d241878262b120908df00e');
INSERT INTO "latest_metrics" VALUES('test_accuracy',6.59999999999999920063e-01,1,3,0,'fe8c12ca52d241878262b120908df00e');
INSERT INTO "latest_metrics" VALUES('gan_test',0.62,1,3,0,'fe8c12ca52d241878262b120908df00e');
INSERT INTO "latest_metrics" VALUES('epoch',3.0,1,3,0,'6fc0ae9ba09d4a52aedce72143884fff');
INSERT INTO "latest_metrics" VALUES('val/accuracy',0.5,1,3,0,'6fc0ae9ba09d4a52aedce72143884fff');
INSERT INTO "latest_metrics" VALUES('test_accuracy',0.665,1,3,0,'6fc0ae9ba09d4a52aedce72143884fff');
INSERT INTO "latest_metrics" VALUES('gan_test',0.63,1,3,0,'6fc0ae9ba09d4a52aedce72143884fff');
INSERT INTO "latest_metrics" VALUES('epoch',3.0,1,3,0,'a8cc0541795e43c3af88f2f6a0168e04');
INSERT INTO "latest_metrics" VALUES('val/accuracy',0.5,1,3,0,'a8cc0541795e43c3af88f2f6a0168e04');
INSERT INTO "latest_metrics" VALUES('test_accuracy',6.69999999999999928945e-01,1,3,0,'a8cc0541795e43c3af88f2f6a0168e04');
INSERT INTO "latest_metrics" VALUES('gan_test',0.64,1,3,0,'a8cc0541795e43c3af88f2f6a0168e04');
INSERT INTO "latest_metrics" VALUES('epoch',3.0,1,3,0,'8eb80e757f35402e8e3b2d315aef99a0');
INSERT INTO "latest_metrics" VALUES('val/accuracy',0.5,1,3,0,'8eb80e757f35402e8e3b2d315aef99a0');
INSERT INTO "latest_metrics" VALUES('test_accuracy',6.74999999999999933386e-01,1,3,0,'8eb80e757f35402e8e3b2d315aef99a0');
INSERT INTO "latest_metrics" VALUES('gan_test',0.65,1,3,0,'8eb80e757f35402e8e3b2d315aef99a0');
INSERT INTO "latest_metrics" VALUES('epoch',3.0,1,3,0,'2be782bc09364cbd9949b1f923db8a8b');
INSERT INTO "latest_metrics" VALUES('val/accuracy',0.5,1,3,0,'2be782bc09364cbd9949b1f923db8a8b');
INSERT INTO "latest_metrics" VALUES('test_accuracy',6.79999999999999937827e-01,1,3,0,'2be782bc09364cbd9949b1f923db8a8b');
INSERT INTO "latest_metrics" VALUES('gan_test',0.66,1,3,0,'2be782bc09364cbd9949b1f923db8a8b');
INSERT INTO "latest_metrics" VALUES('epoch',3.0,1,3,0,'1e9f51adece243e3a77288e82d08e4d7');
INSERT INTO "latest_metrics" VALUES('val/accuracy',0.5,1,3,0,'1e9f51adece243e3a77288e82d08e4d7');
INSERT INTO "latest_metrics" VALUES('test_accuracy',6.84999999999999942268e-01,1,3,0,'1e9f51adece243e3a77288e82d08e4d7');
INSERT INTO "latest_metrics" VALUES('gan_test',0.67,1,3,0,'1e9f51adece243e3a77288e82d08e4d7');
INSERT INTO "latest_metrics" VALUES('epoch',3.0,1,3,0,'f1614fc2676f45e591ae7c3d691a3a7e');
INSERT INTO "latest_metrics" VALUES('val/accuracy',0.5,1,3,0,'f1614fc2676f45e591ae7c3d691a3a7e');
INSERT INTO "latest_metrics" VALUES('test_accuracy',0.69,1,3,0,'f1614fc2676f45e591ae7c3d691a3a7e');
INSERT INTO "latest_metrics" VALUES('gan_test',6.79999999999999937827e-01,1,3,0,'f1614fc2676f45e591ae7c3d691a3a7e');
INSERT INTO "latest_metrics" VALUES('epoch',3.0,1,3,0,'97893b949b9d42d1ad2bdfaae07a808d');
INSERT INTO "latest_metrics" VALUES('val/accuracy',0.5,1,3,0,'97893b949b9d42d1ad2bdfaae07a808d');
INSERT INTO "latest_metrics" VALUES('test_accuracy',0.695,1,3,0,'97893b949b9d42d1ad2bdfaae07a808d');
INSERT INTO "latest_metrics" VALUES('gan_test',0.69,1,3,0,'97893b949b9d42d1ad2bdfaae07a808d');
INSERT INTO "latest_metrics" VALUES('epoch',3.0,1,3,0,'fc172db288cc40b58138158197a93325');
INSERT INTO "latest_metrics" VALUES('val/accuracy',0.5,1,3,0,'fc172db288cc40b58138158197a93325');
INSERT INTO "latest_metrics" VALUES('test_accuracy',0.7,1,3,0,'fc172db288cc40b58138158197a93325');
INSERT INTO "latest_metrics" VALUES('gan_test',0.7,1,3,0,'fc172db288cc40b58138158197a93325');
INSERT INTO "latest_metrics" VALUES('epoch',3.0,1,3,0,'937f32d54d7c4a5296f9cc331fd9d8d1');
INSERT INTO "latest_metrics" VALUES('val/accuracy',0.5,1,3,0,'937f32d54d7c4a5296f9cc331fd9d8d1');
INSERT INTO "latest_metrics" VALUES('test_accuracy',0.11,1,3,0,'937f32d54d7c4a5296f9cc331fd9d8d1');
INSERT INTO "latest_metrics" VALUES('epoch',3.0,1,3,0,'078239bd36f049279c52550f8a0ac5f5');
INSERT INTO "latest_metrics" VALUES('val/accuracy',0.5,1,3,0,'078239bd36f049279c52550f8a0ac5f5');
INSERT INTO "latest_metrics" VALUES('test_accuracy',0.9,1,3,0,'078239bd36f049279c52550f8a0ac5f5');
INSERT INTO "latest_metrics" VALUES('gan_test',0.8,1,3,0,'078239bd36f049279c52550f8a0ac5f5');
INSERT INTO "latest_metrics" VALUES('epoch',3.0,1,3,0,'8d815042b45e43d58b463b1ac0539fe1');
INSERT INTO "latest_metrics" VALUES('val/accuracy',0.5,1,3,0,'8d815042b45e43d58b463b1ac0539fe1');
INSERT INTO "latest_metrics" VALUES('test_accuracy',0.92,1,3,0,'8d815042b45e43d58b463b1ac0539fe1');
INSERT INTO "latest_metrics" VALUES('gan_test',0.86,1,3,0,'8d815042b45e43d58b463b1ac0539fe1');
INSERT INTO "latest_metrics" VALUES('epoch',3.0,1,3,0,'0b3da4b888dc477fa93c6f584686764e');
INSERT INTO "latest_metrics" VALUES('val/accuracy',0.5,1,3,0,'0b3da4b888dc477fa93c6f584686764e');
INSERT INTO "latest_metrics" VALUES('test_accuracy',0.97,1,3,0,'0b3da4b888dc477fa93c6f584686764e');
INSERT INTO "latest_metrics" VALUES('gan_test',0.8,1,3,0,'0b3da4b888dc477fa93c6f584686764e');
INSERT INTO "latest_metrics" VALUES('epoch',3.0,1,3,0,'c4d9368ea7cd46fe93046087900ee30b');
INSERT INTO "latest_metrics" VALUES('val/accuracy',0.5,1,3,0,'c4d9368ea7cd46fe93046087900ee30b');
INSERT INTO "latest_metrics" VALUES('test_accuracy',0.5,1,3,0,'c4d9368ea7cd46fe93046087900ee30b');
INSERT INTO "latest_metrics" VALUES('gan_test',0.25,1,3,0,'c4d9368ea7cd46fe93046087900ee30b');
INSERT INTO "latest_metrics" VALUES('epoch',3.0,1,3,0,'e2e2603806494b7cb7b21bd4fe4f23b6');
INSERT INTO "latest_metrics" VALUES('val/accuracy',0.5,1,3,0,'e2e2603806494b7cb7b21bd4fe4f23b6');
INSERT INTO "latest_metrics" VALUES('test_accuracy',0.7,1,3,0,'e2e2603806494b7cb7b21bd4fe4f23b6');
INSERT INTO "latest_metrics" VALUES('gan_test',0.99,1,3,0,'e2e2603806494b7cb7b21bd4fe4f23b6');
CREATE TABLE logged_model_metrics (
	model_id VARCHAR(36) NOT NULL, 
	metric_name VARCHAR(500) NOT NULL, 
	metric_timestamp_ms BIGINT NOT NULL, 
	metric_step BIGINT NOT NULL, 
	metric_value FLOAT, 
	experiment_id INTEGER NOT NULL, 
	run_id VARCHAR(32) NOT NULL, 
	dataset_uuid VARCHAR(36), 
	dataset_name VARCHAR(500), 
	dataset_digest VARCHAR(36), 
	CONSTRAINT logged_model_metrics_pk PRIMARY KEY (model_id, metric_name, metric_timestamp_ms, metric_step, run_id), 
	CONSTRAINT fk_logged_model_metrics_experiment_id FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id), 
	CONSTRAINT fk_logged_model_metrics_model_id FOREIGN KEY(model_id) REFERENCES logged_models (model_id) ON DELETE CASCADE, 
	CONSTRAINT fk_logged_model_metrics_run_id FOREIGN KEY(run_id) REFERENCES runs (run_uuid) ON DELETE CASCADE
);
CREATE TABLE logged_model_params (
	model_id VARCHAR(36) NOT NULL, 
	experiment_id INTEGER NOT NULL, 
	param_key VARCHAR(255) NOT NULL, 
	param_value TEXT NOT NULL, 
	CONSTRAINT logged_model_params_pk PRIMARY KEY (model_id, param_key), 
	CONSTRAINT fk_logged_model_params_experiment_id FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id), 
	CONSTRAINT fk_logged_model_params_model_id FOREIGN KEY(model_id) REFERENCES logged_models (model_id) ON DELETE CASCADE
);
CREATE TABLE logged_model_tags (
	model_id VARCHAR(36) NOT NULL, 
	experiment_id INTEGER NOT NULL, 
	tag_key VARCHAR(255) NOT NULL, 
	tag_value TEXT NOT NULL, 
	CONSTRAINT logged_model_tags_pk PRIMARY KEY (model_id, tag_key), 
	CONSTRAINT fk_logged_model_tags_experiment_id FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id), 
	CONSTRAINT fk_logged_model_tags_model_id FOREIGN KEY(model_id) REFERENCES logged_models (model_id) ON DELETE CASCADE
);
CREATE TABLE logged_models (
	model_id VARCHAR(36) NOT NULL, 
	experiment_id INTEGER NOT NULL, 
	name VARCHAR(500) NOT NULL, 
	artifact_location VARCHAR(1000) NOT NULL, 
	creation_timestamp_ms BIGINT NOT NULL, 
	last_updated_timestamp_ms BIGINT NOT NULL, 
	status INTEGER NOT NULL, 
	lifecycle_stage VARCHAR(32), 
	model_type VARCHAR(500), 
	source_run_id VARCHAR(32), 
	status_message VARCHAR(1000), 
	CONSTRAINT logged_models_pk PRIMARY KEY (model_id), 
	CONSTRAINT logged_models_lifecycle_stage_check CHECK (lifecycle_stage IN ('active', 'deleted')), 
	CONSTRAINT fk_logged_models_experiment_id FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id) ON DELETE CASCADE
);
CREATE TABLE mcp_access_endpoints (
	id VARCHAR(36) NOT NULL, 
	workspace VARCHAR(63) DEFAULT 'default' NOT NULL, 
	server_name VARCHAR(256) NOT NULL, 
	server_version VARCHAR(128), 
	server_alias VARCHAR(256), 
	url VARCHAR(2048) NOT NULL, 
	transport_type VARCHAR(32) DEFAULT 'streamable-http' NOT NULL, 
	created_by VARCHAR(256), 
	last_updated_by VARCHAR(256), 
	created_at BIGINT NOT NULL, 
	last_updated_at BIGINT NOT NULL, 
	CONSTRAINT mcp_access_endpoints_pk PRIMARY KEY (id), 
	CONSTRAINT mcp_access_endpoints_server_fkey FOREIGN KEY(workspace, server_name) REFERENCES mcp_servers (workspace, name) ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE TABLE mcp_server_aliases (
	workspace VARCHAR(63) DEFAULT 'default' NOT NULL, 
	name VARCHAR(256) NOT NULL, 
	alias VARCHAR(256) NOT NULL, 
	version VARCHAR(128) NOT NULL, 
	CONSTRAINT mcp_server_aliases_pk PRIMARY KEY (workspace, name, alias), 
	CONSTRAINT mcp_server_aliases_server_fkey FOREIGN KEY(workspace, name) REFERENCES mcp_servers (workspace, name) ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE TABLE mcp_server_tags (
	workspace VARCHAR(63) DEFAULT 'default' NOT NULL, 
	name VARCHAR(256) NOT NULL, 
	"key" VARCHAR(250) NOT NULL, 
	value VARCHAR(5000), 
	CONSTRAINT mcp_server_tags_pk PRIMARY KEY (workspace, name, "key"), 
	CONSTRAINT mcp_server_tags_server_fkey FOREIGN KEY(workspace, name) REFERENCES mcp_servers (workspace, name) ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE TABLE mcp_server_version_tags (
	workspace VARCHAR(63) DEFAULT 'default' NOT NULL, 
	name VARCHAR(256) NOT NULL, 
	version VARCHAR(128) NOT NULL, 
	"key" VARCHAR(250) NOT NULL, 
	value VARCHAR(5000), 
	CONSTRAINT mcp_server_version_tags_pk PRIMARY KEY (workspace, name, version, "key"), 
	CONSTRAINT mcp_server_version_tags_version_fkey FOREIGN KEY(workspace, name, version) REFERENCES mcp_server_versions (workspace, name, version) ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE TABLE mcp_server_versions (
	workspace VARCHAR(63) DEFAULT 'default' NOT NULL, 
	name VARCHAR(256) NOT NULL, 
	version VARCHAR(128) NOT NULL, 
	version_major INTEGER NOT NULL, 
	version_minor INTEGER NOT NULL, 
	version_patch INTEGER NOT NULL, 
	version_prerelease_sort_key VARCHAR(512) NOT NULL, 
	server_json JSON NOT NULL, 
	status VARCHAR(20) DEFAULT 'draft' NOT NULL, 
	tools JSON, 
	source VARCHAR(512), 
	connect_options JSON, 
	created_by VARCHAR(256), 
	last_updated_by VARCHAR(256), 
	created_at BIGINT NOT NULL, 
	last_updated_at BIGINT NOT NULL, 
	CONSTRAINT mcp_server_versions_pk PRIMARY KEY (workspace, name, version), 
	CONSTRAINT mcp_server_versions_server_fkey FOREIGN KEY(workspace, name) REFERENCES mcp_servers (workspace, name) ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE TABLE mcp_servers (
	workspace VARCHAR(63) DEFAULT 'default' NOT NULL, 
	name VARCHAR(256) NOT NULL, 
	display_name VARCHAR(256), 
	description TEXT, 
	icons JSON, 
	created_by VARCHAR(256), 
	last_updated_by VARCHAR(256), 
	created_at BIGINT NOT NULL, 
	last_updated_at BIGINT NOT NULL, 
	CONSTRAINT mcp_servers_pk PRIMARY KEY (workspace, name)
);
CREATE TABLE "metrics" (
	"key" VARCHAR(250) NOT NULL, 
	value FLOAT NOT NULL, 
	timestamp BIGINT NOT NULL, 
	run_uuid VARCHAR(32) NOT NULL, 
	step BIGINT DEFAULT '0' NOT NULL, 
	is_nan BOOLEAN DEFAULT '0' NOT NULL, 
	CONSTRAINT metric_pk PRIMARY KEY ("key", timestamp, step, run_uuid, value, is_nan), 
	FOREIGN KEY(run_uuid) REFERENCES runs (run_uuid), 
	CHECK (is_nan IN (0, 1))
);
INSERT INTO "metrics" VALUES('epoch',3.0,1,'3e280f2594a74b5480ab69531bc3e1da',3,0);
INSERT INTO "metrics" VALUES('val/accuracy',0.5,1,'3e280f2594a74b5480ab69531bc3e1da',3,0);
INSERT INTO "metrics" VALUES('test_accuracy',0.7012,1,'3e280f2594a74b5480ab69531bc3e1da',3,0);
INSERT INTO "metrics" VALUES('epoch',3.0,1,'89fa1f5985d849779661b608f0148534',3,0);
INSERT INTO "metrics" VALUES('val/accuracy',0.5,1,'89fa1f5985d849779661b608f0148534',3,0);
INSERT INTO "metrics" VALUES('test_accuracy',0.7789,1,'89fa1f5985d849779661b608f0148534',3,0);
INSERT INTO "metrics" VALUES('gan_test',0.601,1,'89fa1f5985d849779661b608f0148534',3,0);
INSERT INTO "metrics" VALUES('epoch',3.0,1,'0d22ef71ad4d4e9189e8496705fdf8fb',3,0);
INSERT INTO "metrics" VALUES('val/accuracy',0.5,1,'0d22ef71ad4d4e9189e8496705fdf8fb',3,0);
INSERT INTO "metrics" VALUES('test_accuracy',0.7198,1,'0d22ef71ad4d4e9189e8496705fdf8fb',3,0);
INSERT INTO "metrics" VALUES('gan_test',0.733,1,'0d22ef71ad4d4e9189e8496705fdf8fb',3,0);
INSERT INTO "metrics" VALUES('epoch',3.0,1,'73ed4d6cfac64e0a90db15298cd65d11',3,0);
INSERT INTO "metrics" VALUES('val/accuracy',0.5,1,'73ed4d6cfac64e0a90db15298cd65d11',3,0);
INSERT INTO "metrics" VALUES('test_accuracy',0.0101,1,'73ed4d6cfac64e0a90db15298cd65d11',3,0);
INSERT INTO "metrics" VALUES('gan_test',0.009,1,'73ed4d6cfac64e0a90db15298cd65d11',3,0);
INSERT INTO "metrics" VALUES('epoch',3.0,1,'17b13771ce224184b5b2bb19c32b7b7f',3,0);
INSERT INTO "metrics" VALUES('val/accuracy',0.5,1,'17b13771ce224184b5b2bb19c32b7b7f',3,0);
INSERT INTO "metrics" VALUES('epoch',3.0,1,'4a16cf9aff2d4246904d63ff15a2eb6a',3,0);
INSERT INTO "metrics" VALUES('val/accuracy',0.5,1,'4a16cf9aff2d4246904d63ff15a2eb6a',3,0);
INSERT INTO "metrics" VALUES('test_accuracy',0.6,1,'4a16cf9aff2d4246904d63ff15a2eb6a',3,0);
INSERT INTO "metrics" VALUES('gan_test',0.5,1,'4a16cf9aff2d4246904d63ff15a2eb6a',3,0);
INSERT INTO "metrics" VALUES('epoch',3.0,1,'4dfcd41dad934aceb5a286952dc9bd4d',3,0);
INSERT INTO "metrics" VALUES('val/accuracy',0.5,1,'4dfcd41dad934aceb5a286952dc9bd4d',3,0);
INSERT INTO "metrics" VALUES('test_accuracy',0.605,1,'4dfcd41dad934aceb5a286952dc9bd4d',3,0);
INSERT INTO "metrics" VALUES('gan_test',0.51,1,'4dfcd41dad934aceb5a286952dc9bd4d',3,0);
INSERT INTO "metrics" VALUES('epoch',3.0,1,'c3ba19fa94164a1c8d43d0871aa1069a',3,0);
INSERT INTO "metrics" VALUES('val/accuracy',0.5,1,'c3ba19fa94164a1c8d43d0871aa1069a',3,0);
INSERT INTO "metrics" VALUES('test_accuracy',0.615,1,'c3ba19fa94164a1c8d43d0871aa1069a',3,0);
INSERT INTO "metrics" VALUES('gan_test',0.53,1,'c3ba19fa94164a1c8d43d0871aa1069a',3,0);
INSERT INTO "metrics" VALUES('epoch',3.0,1,'921dba0e9cc04a6583d3d4adde7071f8',3,0);
INSERT INTO "metrics" VALUES('val/accuracy',0.5,1,'921dba0e9cc04a6583d3d4adde7071f8',3,0);
INSERT INTO "metrics" VALUES('test_accuracy',0.0908,1,'921dba0e9cc04a6583d3d4adde7071f8',3,0);
INSERT INTO "metrics" VALUES('gan_test',0.0097,1,'921dba0e9cc04a6583d3d4adde7071f8',3,0);
INSERT INTO "metrics" VALUES('epoch',3.0,1,'274cc451a26c4aff9fa0916eab075f56',3,0);
INSERT INTO "metrics" VALUES('val/accuracy',0.5,1,'274cc451a26c4aff9fa0916eab075f56',3,0);
INSERT INTO "metrics" VALUES('test_accuracy',0.625,1,'274cc451a26c4aff9fa0916eab075f56',3,0);
INSERT INTO "metrics" VALUES('gan_test',0.55,1,'274cc451a26c4aff9fa0916eab075f56',3,0);
INSERT INTO "metrics" VALUES('epoch',3.0,1,'378b8d93909a40d2a704aa1a44310446',3,0);
INSERT INTO "metrics" VALUES('val/accuracy',0.5,1,'378b8d93909a40d2a704aa1a44310446',3,0);
INSERT INTO "metrics" VALUES('test_accuracy',0.63,1,'378b8d93909a40d2a704aa1a44310446',3,0);
INSERT INTO "metrics" VALUES('gan_test',0.56,1,'378b8d93909a40d2a704aa1a44310446',3,0);
INSERT INTO "metrics" VALUES('epoch',3.0,1,'07433a3a064046a499dd1729cec2a73f',3,0);
INSERT INTO "metrics" VALUES('val/accuracy',0.5,1,'07433a3a064046a499dd1729cec2a73f',3,0);
INSERT INTO "metrics" VALUES('epoch',3.0,1,'8bc04d18c009425eac9d01955fb01157',3,0);
INSERT INTO "metrics" VALUES('val/accuracy',0.5,1,'8bc04d18c009425eac9d01955fb01157',3,0);
INSERT INTO "metrics" VALUES('test_accuracy',0.64,1,'8bc04d18c009425eac9d01955fb01157',3,0);
INSERT INTO "metrics" VALUES('gan_test',0.58,1,'8bc04d18c009425eac9d01955fb01157',3,0);
INSERT INTO "metrics" VALUES('epoch',3.0,1,'dcd871e42aaf4eca915c4424887d3e0e',3,0);
INSERT INTO "metrics" VALUES('val/accuracy',0.5,1,'dcd871e42aaf4eca915c4424887d3e0e',3,0);
INSERT INTO "metrics" VALUES('epoch',3.0,1,'8310a18b02ce430694f5c9087f6e17f2',3,0);
INSERT INTO "metrics" VALUES('val/accuracy',0.5,1,'8310a18b02ce430694f5c9087f6e17f2',3,0);
INSERT INTO "metrics" VALUES('test_accuracy',0.65,1,'8310a18b02ce430694f5c9087f6e17f2',3,0);
INSERT INTO "metrics" VALUES('gan_test',0.6,1,'8310a18b02ce430694f5c9087f6e17f2',3,0);
INSERT INTO "metrics" VALUES('epoch',3.0,1,'4f514499f59c4341bf4fcbcbaa55265e',3,0);
INSERT INTO "metrics" VALUES('val/accuracy',0.5,1,'4f514499f59c4341bf4fcbcbaa55265e',3,0);
INSERT INTO "metrics" VALUES('epoch',3.0,1,'fe8c12ca52d241878262b120908df00e',3,0);
INSERT INTO "metrics" VALUES('val/accuracy',0.5,1,'fe8c12ca52d241878262b120908df00e',3,0);
INSERT INTO "metrics" VALUES('test_accuracy',6.59999999999999920063e-01,1,'fe8c12ca52d241878262b120908df00e',3,0);
INSERT INTO "metrics" VALUES('gan_test',0.62,1,'fe8c12ca52d241878262b120908df00e',3,0);
INSERT INTO "metrics" VALUES('epoch',3.0,1,'6fc0ae9ba09d4a52aedce72143884fff',3,0);
INSERT INTO "metrics" VALUES('val/accuracy',0.5,1,'6fc0ae9ba09d4a52aedce72143884fff',3,0);
INSERT INTO "metrics" VALUES('test_accuracy',0.665,1,'6fc0ae9ba09d4a52aedce72143884fff',3,0);
INSERT INTO "metrics" VALUES('gan_test',0.63,1,'6fc0ae9ba09d4a52aedce72143884fff',3,0);
INSERT INTO "metrics" VALUES('epoch',3.0,1,'a8cc0541795e43c3af88f2f6a0168e04',3,0);
INSERT INTO "metrics" VALUES('val/accuracy',0.5,1,'a8cc0541795e43c3af88f2f6a0168e04',3,0);
INSERT INTO "metrics" VALUES('test_accuracy',6.69999999999999928945e-01,1,'a8cc0541795e43c3af88f2f6a0168e04',3,0);
INSERT INTO "metrics" VALUES('gan_test',0.64,1,'a8cc0541795e43c3af88f2f6a0168e04',3,0);
INSERT INTO "metrics" VALUES('epoch',3.0,1,'8eb80e757f35402e8e3b2d315aef99a0',3,0);
INSERT INTO "metrics" VALUES('val/accuracy',0.5,1,'8eb80e757f35402e8e3b2d315aef99a0',3,0);
INSERT INTO "metrics" VALUES('test_accuracy',6.74999999999999933386e-01,1,'8eb80e757f35402e8e3b2d315aef99a0',3,0);
INSERT INTO "metrics" VALUES('gan_test',0.65,1,'8eb80e757f35402e8e3b2d315aef99a0',3,0);
INSERT INTO "metrics" VALUES('epoch',3.0,1,'2be782bc09364cbd9949b1f923db8a8b',3,0);
INSERT INTO "metrics" VALUES('val/accuracy',0.5,1,'2be782bc09364cbd9949b1f923db8a8b',3,0);
INSERT INTO "metrics" VALUES('test_accuracy',6.79999999999999937827e-01,1,'2be782bc09364cbd9949b1f923db8a8b',3,0);
INSERT INTO "metrics" VALUES('gan_test',0.66,1,'2be782bc09364cbd9949b1f923db8a8b',3,0);
INSERT INTO "metrics" VALUES('epoch',3.0,1,'1e9f51adece243e3a77288e82d08e4d7',3,0);
INSERT INTO "metrics" VALUES('val/accuracy',0.5,1,'1e9f51adece243e3a77288e82d08e4d7',3,0);
INSERT INTO "metrics" VALUES('test_accuracy',6.84999999999999942268e-01,1,'1e9f51adece243e3a77288e82d08e4d7',3,0);
INSERT INTO "metrics" VALUES('gan_test',0.67,1,'1e9f51adece243e3a77288e82d08e4d7',3,0);
INSERT INTO "metrics" VALUES('epoch',3.0,1,'f1614fc2676f45e591ae7c3d691a3a7e',3,0);
INSERT INTO "metrics" VALUES('val/accuracy',0.5,1,'f1614fc2676f45e591ae7c3d691a3a7e',3,0);
INSERT INTO "metrics" VALUES('test_accuracy',0.69,1,'f1614fc2676f45e591ae7c3d691a3a7e',3,0);
INSERT INTO "metrics" VALUES('gan_test',6.79999999999999937827e-01,1,'f1614fc2676f45e591ae7c3d691a3a7e',3,0);
INSERT INTO "metrics" VALUES('epoch',3.0,1,'97893b949b9d42d1ad2bdfaae07a808d',3,0);
INSERT INTO "metrics" VALUES('val/accuracy',0.5,1,'97893b949b9d42d1ad2bdfaae07a808d',3,0);
INSERT INTO "metrics" VALUES('test_accuracy',0.695,1,'97893b949b9d42d1ad2bdfaae07a808d',3,0);
INSERT INTO "metrics" VALUES('gan_test',0.69,1,'97893b949b9d42d1ad2bdfaae07a808d',3,0);
INSERT INTO "metrics" VALUES('epoch',3.0,1,'fc172db288cc40b58138158197a93325',3,0);
INSERT INTO "metrics" VALUES('val/accuracy',0.5,1,'fc172db288cc40b58138158197a93325',3,0);
INSERT INTO "metrics" VALUES('test_accuracy',0.7,1,'fc172db288cc40b58138158197a93325',3,0);
INSERT INTO "metrics" VALUES('gan_test',0.7,1,'fc172db288cc40b58138158197a93325',3,0);
INSERT INTO "metrics" VALUES('epoch',3.0,1,'937f32d54d7c4a5296f9cc331fd9d8d1',3,0);
INSERT INTO "metrics" VALUES('val/accuracy',0.5,1,'937f32d54d7c4a5296f9cc331fd9d8d1',3,0);
INSERT INTO "metrics" VALUES('test_accuracy',0.11,1,'937f32d54d7c4a5296f9cc331fd9d8d1',3,0);
INSERT INTO "metrics" VALUES('epoch',3.0,1,'078239bd36f049279c52550f8a0ac5f5',3,0);
INSERT INTO "metrics" VALUES('val/accuracy',0.5,1,'078239bd36f049279c52550f8a0ac5f5',3,0);
INSERT INTO "metrics" VALUES('test_accuracy',0.9,1,'078239bd36f049279c52550f8a0ac5f5',3,0);
INSERT INTO "metrics" VALUES('gan_test',0.8,1,'078239bd36f049279c52550f8a0ac5f5',3,0);
INSERT INTO "metrics" VALUES('epoch',3.0,1,'8d815042b45e43d58b463b1ac0539fe1',3,0);
INSERT INTO "metrics" VALUES('val/accuracy',0.5,1,'8d815042b45e43d58b463b1ac0539fe1',3,0);
INSERT INTO "metrics" VALUES('test_accuracy',0.92,1,'8d815042b45e43d58b463b1ac0539fe1',3,0);
INSERT INTO "metrics" VALUES('gan_test',0.86,1,'8d815042b45e43d58b463b1ac0539fe1',3,0);
INSERT INTO "metrics" VALUES('epoch',3.0,1,'0b3da4b888dc477fa93c6f584686764e',3,0);
INSERT INTO "metrics" VALUES('val/accuracy',0.5,1,'0b3da4b888dc477fa93c6f584686764e',3,0);
INSERT INTO "metrics" VALUES('test_accuracy',0.97,1,'0b3da4b888dc477fa93c6f584686764e',3,0);
INSERT INTO "metrics" VALUES('gan_test',0.8,1,'0b3da4b888dc477fa93c6f584686764e',3,0);
INSERT INTO "metrics" VALUES('epoch',3.0,1,'c4d9368ea7cd46fe93046087900ee30b',3,0);
INSERT INTO "metrics" VALUES('val/accuracy',0.5,1,'c4d9368ea7cd46fe93046087900ee30b',3,0);
INSERT INTO "metrics" VALUES('test_accuracy',0.5,1,'c4d9368ea7cd46fe93046087900ee30b',3,0);
INSERT INTO "metrics" VALUES('gan_test',0.25,1,'c4d9368ea7cd46fe93046087900ee30b',3,0);
INSERT INTO "metrics" VALUES('epoch',3.0,1,'e2e2603806494b7cb7b21bd4fe4f23b6',3,0);
INSERT INTO "metrics" VALUES('val/accuracy',0.5,1,'e2e2603806494b7cb7b21bd4fe4f23b6',3,0);
INSERT INTO "metrics" VALUES('test_accuracy',0.7,1,'e2e2603806494b7cb7b21bd4fe4f23b6',3,0);
INSERT INTO "metrics" VALUES('gan_test',0.99,1,'e2e2603806494b7cb7b21bd4fe4f23b6',3,0);
CREATE TABLE "model_definitions" (
	model_definition_id VARCHAR(36) NOT NULL, 
	name VARCHAR(255) NOT NULL, 
	secret_id VARCHAR(36), 
	provider VARCHAR(64) NOT NULL, 
	model_name VARCHAR(256) NOT NULL, 
	created_by VARCHAR(255), 
	created_at BIGINT NOT NULL, 
	last_updated_by VARCHAR(255), 
	last_updated_at BIGINT NOT NULL, 
	workspace VARCHAR(63) DEFAULT 'default' NOT NULL, 
	CONSTRAINT model_definitions_pk PRIMARY KEY (model_definition_id), 
	CONSTRAINT fk_model_definitions_secret_id FOREIGN KEY(secret_id) REFERENCES secrets (secret_id) ON DELETE SET NULL, 
	CONSTRAINT uq_model_definitions_workspace_name UNIQUE (workspace, name)
);
CREATE TABLE "model_version_tags" (
	"key" VARCHAR(250) NOT NULL, 
	value TEXT, 
	name VARCHAR(256) NOT NULL, 
	version INTEGER NOT NULL, 
	workspace VARCHAR(63) DEFAULT 'default' NOT NULL, 
	CONSTRAINT model_version_tag_pk PRIMARY KEY (workspace, "key", name, version), 
	CONSTRAINT fk_model_version_tags_model_versions FOREIGN KEY(workspace, name, version) REFERENCES model_versions (workspace, name, version) ON UPDATE CASCADE
);
CREATE TABLE "model_versions" (
	name VARCHAR(256) NOT NULL, 
	version INTEGER NOT NULL, 
	creation_time BIGINT, 
	last_updated_time BIGINT, 
	description VARCHAR(5000), 
	user_id VARCHAR(256), 
	current_stage VARCHAR(20), 
	source VARCHAR(500), 
	run_id VARCHAR(32), 
	status VARCHAR(20), 
	status_message VARCHAR(500), 
	run_link VARCHAR(500), 
	storage_location VARCHAR(500), 
	workspace VARCHAR(63) DEFAULT 'default' NOT NULL, 
	CONSTRAINT model_version_pk PRIMARY KEY (workspace, name, version), 
	CONSTRAINT fk_model_versions_registered_models FOREIGN KEY(workspace, name) REFERENCES registered_models (workspace, name) ON UPDATE CASCADE
);
CREATE TABLE online_scoring_configs (
	online_scoring_config_id VARCHAR(36) NOT NULL, 
	scorer_id VARCHAR(36) NOT NULL, 
	sample_rate FLOAT NOT NULL, 
	experiment_id INTEGER NOT NULL, 
	filter_string TEXT, 
	CONSTRAINT online_scoring_config_pk PRIMARY KEY (online_scoring_config_id), 
	CONSTRAINT fk_online_scoring_configs_scorer_id FOREIGN KEY(scorer_id) REFERENCES scorers (scorer_id) ON DELETE CASCADE, 
	CONSTRAINT fk_online_scoring_configs_experiment_id FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id)
);
CREATE TABLE "params" (
	"key" VARCHAR(250) NOT NULL, 
	value VARCHAR(8000) NOT NULL, 
	run_uuid VARCHAR(32) NOT NULL, 
	CONSTRAINT param_pk PRIMARY KEY ("key", run_uuid), 
	FOREIGN KEY(run_uuid) REFERENCES runs (run_uuid)
);
INSERT INTO "params" VALUES('variant','baseline','3e280f2594a74b5480ab69531bc3e1da');
INSERT INTO "params" VALUES('seed','1000','3e280f2594a74b5480ab69531bc3e1da');
INSERT INTO "params" VALUES('dataset','cifar100','3e280f2594a74b5480ab69531bc3e1da');
INSERT INTO "params" VALUES('image_size','32','3e280f2594a74b5480ab69531bc3e1da');
INSERT INTO "params" VALUES('train_size','49000','3e280f2594a74b5480ab69531bc3e1da');
INSERT INTO "params" VALUES('validation_size','1000','3e280f2594a74b5480ab69531bc3e1da');
INSERT INTO "params" VALUES('model','vgg11','3e280f2594a74b5480ab69531bc3e1da');
INSERT INTO "params" VALUES('width','64','3e280f2594a74b5480ab69531bc3e1da');
INSERT INTO "params" VALUES('softplus_beta','10.0','3e280f2594a74b5480ab69531bc3e1da');
INSERT INTO "params" VALUES('epochs','200','3e280f2594a74b5480ab69531bc3e1da');
INSERT INTO "params" VALUES('batch_size','128','3e280f2594a74b5480ab69531bc3e1da');
INSERT INTO "params" VALUES('lr','0.1','3e280f2594a74b5480ab69531bc3e1da');
INSERT INTO "params" VALUES('momentum','0.9','3e280f2594a74b5480ab69531bc3e1da');
INSERT INTO "params" VALUES('weight_decay','0.0005','3e280f2594a74b5480ab69531bc3e1da');
INSERT INTO "params" VALUES('schedule','step','3e280f2594a74b5480ab69531bc3e1da');
INSERT INTO "params" VALUES('milestones','100,150','3e280f2594a74b5480ab69531bc3e1da');
INSERT INTO "params" VALUES('gamma','0.1','3e280f2594a74b5480ab69531bc3e1da');
INSERT INTO "params" VALUES('precision','fp32','3e280f2594a74b5480ab69531bc3e1da');
INSERT INTO "params" VALUES('crop_padding','4','3e280f2594a74b5480ab69531bc3e1da');
INSERT INTO "params" VALUES('flip','True','3e280f2594a74b5480ab69531bc3e1da');
INSERT INTO "params" VALUES('variant','baseline','89fa1f5985d849779661b608f0148534');
INSERT INTO "params" VALUES('seed','0','89fa1f5985d849779661b608f0148534');
INSERT INTO "params" VALUES('dataset','cifar100','89fa1f5985d849779661b608f0148534');
INSERT INTO "params" VALUES('image_size','32','89fa1f5985d849779661b608f0148534');
INSERT INTO "params" VALUES('train_size','49000','89fa1f5985d849779661b608f0148534');
INSERT INTO "params" VALUES('validation_size','1000','89fa1f5985d849779661b608f0148534');
INSERT INTO "params" VALUES('model','resnet18','89fa1f5985d849779661b608f0148534');
INSERT INTO "params" VALUES('width','64','89fa1f5985d849779661b608f0148534');
INSERT INTO "params" VALUES('softplus_beta','10.0','89fa1f5985d849779661b608f0148534');
INSERT INTO "params" VALUES('epochs','200','89fa1f5985d849779661b608f0148534');
INSERT INTO "params" VALUES('batch_size','128','89fa1f5985d849779661b608f0148534');
INSERT INTO "params" VALUES('lr','0.1','89fa1f5985d849779661b608f0148534');
INSERT INTO "params" VALUES('momentum','0.9','89fa1f5985d849779661b608f0148534');
INSERT INTO "params" VALUES('weight_decay','0.0005','89fa1f5985d849779661b608f0148534');
INSERT INTO "params" VALUES('schedule','step','89fa1f5985d849779661b608f0148534');
INSERT INTO "params" VALUES('milestones','100,150','89fa1f5985d849779661b608f0148534');
INSERT INTO "params" VALUES('gamma','0.1','89fa1f5985d849779661b608f0148534');
INSERT INTO "params" VALUES('precision','fp32','89fa1f5985d849779661b608f0148534');
INSERT INTO "params" VALUES('crop_padding','4','89fa1f5985d849779661b608f0148534');
INSERT INTO "params" VALUES('flip','True','89fa1f5985d849779661b608f0148534');
INSERT INTO "params" VALUES('variant','score_matching','0d22ef71ad4d4e9189e8496705fdf8fb');
INSERT INTO "params" VALUES('lambda','0.001','0d22ef71ad4d4e9189e8496705fdf8fb');
INSERT INTO "params" VALUES('mu','0.0001','0d22ef71ad4d4e9189e8496705fdf8fb');
INSERT INTO "params" VALUES('sigma','0.01','0d22ef71ad4d4e9189e8496705fdf8fb');
INSERT INTO "params" VALUES('estimator','taylor','0d22ef71ad4d4e9189e8496705fdf8fb');
INSERT INTO "params" VALUES('seed','0','0d22ef71ad4d4e9189e8496705fdf8fb');
INSERT INTO "params" VALUES('dataset','cifar100','0d22ef71ad4d4e9189e8496705fdf8fb');
INSERT INTO "params" VALUES('image_size','32','0d22ef71ad4d4e9189e8496705fdf8fb');
INSERT INTO "params" VALUES('train_size','49000','0d22ef71ad4d4e9189e8496705fdf8fb');
INSERT INTO "params" VALUES('validation_size','1000','0d22ef71ad4d4e9189e8496705fdf8fb');
INSERT INTO "params" VALUES('model','resnet18','0d22ef71ad4d4e9189e8496705fdf8fb');
INSERT INTO "params" VALUES('width','64','0d22ef71ad4d4e9189e8496705fdf8fb');
INSERT INTO "params" VALUES('softplus_beta','10.0','0d22ef71ad4d4e9189e8496705fdf8fb');
INSERT INTO "params" VALUES('epochs','200','0d22ef71ad4d4e9189e8496705fdf8fb');
INSERT INTO "params" VALUES('batch_size','128','0d22ef71ad4d4e9189e8496705fdf8fb');
INSERT INTO "params" VALUES('lr','0.1','0d22ef71ad4d4e9189e8496705fdf8fb');
INSERT INTO "params" VALUES('momentum','0.9','0d22ef71ad4d4e9189e8496705fdf8fb');
INSERT INTO "params" VALUES('weight_decay','0.0005','0d22ef71ad4d4e9189e8496705fdf8fb');
INSERT INTO "params" VALUES('schedule','step','0d22ef71ad4d4e9189e8496705fdf8fb');
INSERT INTO "params" VALUES('milestones','100,150','0d22ef71ad4d4e9189e8496705fdf8fb');
INSERT INTO "params" VALUES('gamma','0.1','0d22ef71ad4d4e9189e8496705fdf8fb');
INSERT INTO "params" VALUES('precision','fp32','0d22ef71ad4d4e9189e8496705fdf8fb');
INSERT INTO "params" VALUES('crop_padding','4','0d22ef71ad4d4e9189e8496705fdf8fb');
INSERT INTO "params" VALUES('flip','True','0d22ef71ad4d4e9189e8496705fdf8fb');
INSERT INTO "params" VALUES('variant','anti_score_matching','73ed4d6cfac64e0a90db15298cd65d11');
INSERT INTO "params" VALUES('lambda','0.0001','73ed4d6cfac64e0a90db15298cd65d11');
INSERT INTO "params" VALUES('sigma','0.001','73ed4d6cfac64e0a90db15298cd65d11');
INSERT INTO "params" VALUES('threshold','1000.0','73ed4d6cfac64e0a90db15298cd65d11');
INSERT INTO "params" VALUES('estimator','taylor','73ed4d6cfac64e0a90db15298cd65d11');
INSERT INTO "params" VALUES('seed','0','73ed4d6cfac64e0a90db15298cd65d11');
INSERT INTO "params" VALUES('dataset','cifar100','73ed4d6cfac64e0a90db15298cd65d11');
INSERT INTO "params" VALUES('image_size','32','73ed4d6cfac64e0a90db15298cd65d11');
INSERT INTO "params" VALUES('train_size','49000','73ed4d6cfac64e0a90db15298cd65d11');
INSERT INTO "params" VALUES('validation_size','1000','73ed4d6cfac64e0a90db15298cd65d11');
INSERT INTO "params" VALUES('model','resnet18','73ed4d6cfac64e0a90db15298cd65d11');
INSERT INTO "params" VALUES('width','64','73ed4d6cfac64e0a90db15298cd65d11');
INSERT INTO "params" VALUES('softplus_beta','10.0','73ed4d6cfac64e0a90db15298cd65d11');
INSERT INTO "params" VALUES('epochs','200','73ed4d6cfac64e0a90db15298cd65d11');
INSERT INTO "params" VALUES('batch_size','128','73ed4d6cfac64e0a90db15298cd65d11');
INSERT INTO "params" VALUES('lr','0.1','73ed4d6cfac64e0a90db15298cd65d11');
INSERT INTO "params" VALUES('momentum','0.9','73ed4d6cfac64e0a90db15298cd65d11');
INSERT INTO "params" VALUES('weight_decay','0.0005','73ed4d6cfac64e0a90db15298cd65d11');
INSERT INTO "params" VALUES('schedule','step','73ed4d6cfac64e0a90db15298cd65d11');
INSERT INTO "params" VALUES('milestones','100,150','73ed4d6cfac64e0a90db15298cd65d11');
INSERT INTO "params" VALUES('gamma','0.1','73ed4d6cfac64e0a90db15298cd65d11');
INSERT INTO "params" VALUES('precision','fp32','73ed4d6cfac64e0a90db15298cd65d11');
INSERT INTO "params" VALUES('crop_padding','4','73ed4d6cfac64e0a90db15298cd65d11');
INSERT INTO "params" VALUES('flip','True','73ed4d6cfac64e0a90db15298cd65d11');
INSERT INTO "params" VALUES('variant','gradient_norm','17b13771ce224184b5b2bb19c32b7b7f');
INSERT INTO "params" VALUES('lambda','0.001','17b13771ce224184b5b2bb19c32b7b7f');
INSERT INTO "params" VALUES('seed','0','17b13771ce224184b5b2bb19c32b7b7f');
INSERT INTO "params" VALUES('dataset','cifar100','17b13771ce224184b5b2bb19c32b7b7f');
INSERT INTO "params" VALUES('image_size','32','17b13771ce224184b5b2bb19c32b7b7f');
INSERT INTO "params" VALUES('train_size','49000','17b13771ce224184b5b2bb19c32b7b7f');
INSERT INTO "params" VALUES('validation_size','1000','17b13771ce224184b5b2bb19c32b7b7f');
INSERT INTO "params" VALUES('model','resnet18','17b13771ce224184b5b2bb19c32b7b7f');
INSERT INTO "params" VALUES('width','64','17b13771ce224184b5b2bb19c32b7b7f');
INSERT INTO "params" VALUES('softplus_beta','10.0','17b13771ce224184b5b2bb19c32b7b7f');
INSERT INTO "params" VALUES('epochs','200','17b13771ce224184b5b2bb19c32b7b7f');
INSERT INTO "params" VALUES('batch_size','128','17b13771ce224184b5b2bb19c32b7b7f');
INSERT INTO "params" VALUES('lr','0.1','17b13771ce224184b5b2bb19c32b7b7f');
INSERT INTO "params" VALUES('momentum','0.9','17b13771ce224184b5b2bb19c32b7b7f');
INSERT INTO "params" VALUES('weight_decay','0.0005','17b13771ce224184b5b2bb19c32b7b7f');
INSERT INTO "params" VALUES('schedule','step','17b13771ce224184b5b2bb19c32b7b7f');
INSERT INTO "params" VALUES('milestones','100,150','17b13771ce224184b5b2bb19c32b7b7f');
INSERT INTO "params" VALUES('gamma','0.1','17b13771ce224184b5b2bb19c32b7b7f');
INSERT INTO "params" VALUES('precision','fp32','17b13771ce224184b5b2bb19c32b7b7f');
INSERT INTO "params" VALUES('crop_padding','4','17b13771ce224184b5b2bb19c32b7b7f');
INSERT INTO "params" VALUES('flip','True','17b13771ce224184b5b2bb19c32b7b7f');
INSERT INTO "params" VALUES('variant','baseline','4a16cf9aff2d4246904d63ff15a2eb6a');
INSERT INTO "params" VALUES('seed','0','4a16cf9aff2d4246904d63ff15a2eb6a');
INSERT INTO "params" VALUES('dataset','cifar100','4a16cf9aff2d4246904d63ff15a2eb6a');
INSERT INTO "params" VALUES('image_size','32','4a16cf9aff2d4246904d63ff15a2eb6a');
INSERT INTO "params" VALUES('train_size','49000','4a16cf9aff2d4246904d63ff15a2eb6a');
INSERT INTO "params" VALUES('validation_size','1000','4a16cf9aff2d4246904d63ff15a2eb6a');
INSERT INTO "params" VALUES('model','resnet18','4a16cf9aff2d4246904d63ff15a2eb6a');
INSERT INTO "params" VALUES('width','64','4a16cf9aff2d4246904d63ff15a2eb6a');
INSERT INTO "params" VALUES('softplus_beta','10.0','4a16cf9aff2d4246904d63ff15a2eb6a');
INSERT INTO "params" VALUES('epochs','200','4a16cf9aff2d4246904d63ff15a2eb6a');
INSERT INTO "params" VALUES('batch_size','128','4a16cf9aff2d4246904d63ff15a2eb6a');
INSERT INTO "params" VALUES('lr','0.1','4a16cf9aff2d4246904d63ff15a2eb6a');
INSERT INTO "params" VALUES('momentum','0.9','4a16cf9aff2d4246904d63ff15a2eb6a');
INSERT INTO "params" VALUES('weight_decay','0.0005','4a16cf9aff2d4246904d63ff15a2eb6a');
INSERT INTO "params" VALUES('schedule','step','4a16cf9aff2d4246904d63ff15a2eb6a');
INSERT INTO "params" VALUES('milestones','100,150','4a16cf9aff2d4246904d63ff15a2eb6a');
INSERT INTO "params" VALUES('gamma','0.1','4a16cf9aff2d4246904d63ff15a2eb6a');
INSERT INTO "params" VALUES('precision','fp32','4a16cf9aff2d4246904d63ff15a2eb6a');
INSERT INTO "params" VALUES('crop_padding','4','4a16cf9aff2d4246904d63ff15a2eb6a');
INSERT INTO "params" VALUES('flip','True','4a16cf9aff2d4246904d63ff15a2eb6a');
INSERT INTO "params" VALUES('variant','score_matching','4dfcd41dad934aceb5a286952dc9bd4d');
INSERT INTO "params" VALUES('lambda','0.01','4dfcd41dad934aceb5a286952dc9bd4d');
INSERT INTO "params" VALUES('mu','0.01','4dfcd41dad934aceb5a286952dc9bd4d');
INSERT INTO "params" VALUES('sigma','0.01','4dfcd41dad934aceb5a286952dc9bd4d');
INSERT INTO "params" VALUES('estimator','taylor','4dfcd41dad934aceb5a286952dc9bd4d');
INSERT INTO "params" VALUES('seed','0','4dfcd41dad934aceb5a286952dc9bd4d');
INSERT INTO "params" VALUES('dataset','cifar100','4dfcd41dad934aceb5a286952dc9bd4d');
INSERT INTO "params" VALUES('image_size','32','4dfcd41dad934aceb5a286952dc9bd4d');
INSERT INTO "params" VALUES('train_size','49000','4dfcd41dad934aceb5a286952dc9bd4d');
INSERT INTO "params" VALUES('validation_size','1000','4dfcd41dad934aceb5a286952dc9bd4d');
INSERT INTO "params" VALUES('model','resnet18','4dfcd41dad934aceb5a286952dc9bd4d');
INSERT INTO "params" VALUES('width','64','4dfcd41dad934aceb5a286952dc9bd4d');
INSERT INTO "params" VALUES('softplus_beta','10.0','4dfcd41dad934aceb5a286952dc9bd4d');
INSERT INTO "params" VALUES('epochs','200','4dfcd41dad934aceb5a286952dc9bd4d');
INSERT INTO "params" VALUES('batch_size','128','4dfcd41dad934aceb5a286952dc9bd4d');
INSERT INTO "params" VALUES('lr','0.1','4dfcd41dad934aceb5a286952dc9bd4d');
INSERT INTO "params" VALUES('momentum','0.9','4dfcd41dad934aceb5a286952dc9bd4d');
INSERT INTO "params" VALUES('weight_decay','0.0005','4dfcd41dad934aceb5a286952dc9bd4d');
INSERT INTO "params" VALUES('schedule','step','4dfcd41dad934aceb5a286952dc9bd4d');
INSERT INTO "params" VALUES('milestones','100,150','4dfcd41dad934aceb5a286952dc9bd4d');
INSERT INTO "params" VALUES('gamma','0.1','4dfcd41dad934aceb5a286952dc9bd4d');
INSERT INTO "params" VALUES('precision','fp32','4dfcd41dad934aceb5a286952dc9bd4d');
INSERT INTO "params" VALUES('crop_padding','4','4dfcd41dad934aceb5a286952dc9bd4d');
INSERT INTO "params" VALUES('flip','True','4dfcd41dad934aceb5a286952dc9bd4d');
INSERT INTO "params" VALUES('variant','score_matching','c3ba19fa94164a1c8d43d0871aa1069a');
INSERT INTO "params" VALUES('lambda','0.01','c3ba19fa94164a1c8d43d0871aa1069a');
INSERT INTO "params" VALUES('mu','0.0001','c3ba19fa94164a1c8d43d0871aa1069a');
INSERT INTO "params" VALUES('sigma','0.01','c3ba19fa94164a1c8d43d0871aa1069a');
INSERT INTO "params" VALUES('estimator','taylor','c3ba19fa94164a1c8d43d0871aa1069a');
INSERT INTO "params" VALUES('seed','0','c3ba19fa94164a1c8d43d0871aa1069a');
INSERT INTO "params" VALUES('dataset','cifar100','c3ba19fa94164a1c8d43d0871aa1069a');
INSERT INTO "params" VALUES('image_size','32','c3ba19fa94164a1c8d43d0871aa1069a');
INSERT INTO "params" VALUES('train_size','49000','c3ba19fa94164a1c8d43d0871aa1069a');
INSERT INTO "params" VALUES('validation_size','1000','c3ba19fa94164a1c8d43d0871aa1069a');
INSERT INTO "params" VALUES('model','resnet18','c3ba19fa94164a1c8d43d0871aa1069a');
INSERT INTO "params" VALUES('width','64','c3ba19fa94164a1c8d43d0871aa1069a');
INSERT INTO "params" VALUES('softplus_beta','10.0','c3ba19fa94164a1c8d43d0871aa1069a');
INSERT INTO "params" VALUES('epochs','200','c3ba19fa94164a1c8d43d0871aa1069a');
INSERT INTO "params" VALUES('batch_size','128','c3ba19fa94164a1c8d43d0871aa1069a');
INSERT INTO "params" VALUES('lr','0.1','c3ba19fa94164a1c8d43d0871aa1069a');
INSERT INTO "params" VALUES('momentum','0.9','c3ba19fa94164a1c8d43d0871aa1069a');
INSERT INTO "params" VALUES('weight_decay','0.0005','c3ba19fa94164a1c8d43d0871aa1069a');
INSERT INTO "params" VALUES('schedule','step','c3ba19fa94164a1c8d43d0871aa1069a');
INSERT INTO "params" VALUES('milestones','100,150','c3ba19fa94164a1c8d43d0871aa1069a');
INSERT INTO "params" VALUES('gamma','0.1','c3ba19fa94164a1c8d43d0871aa1069a');
INSERT INTO "params" VALUES('precision','fp32','c3ba19fa94164a1c8d43d0871aa1069a');
INSERT INTO "params" VALUES('crop_padding','4','c3ba19fa94164a1c8d43d0871aa1069a');
INSERT INTO "params" VALUES('flip','True','c3ba19fa94164a1c8d43d0871aa1069a');
INSERT INTO "params" VALUES('variant','score_matching','921dba0e9cc04a6583d3d4adde7071f8');
INSERT INTO "params" VALUES('lambda','0.01','921dba0e9cc04a6583d3d4adde7071f8');
INSERT INTO "params" VALUES('mu','1e-05','921dba0e9cc04a6583d3d4adde7071f8');
INSERT INTO "params" VALUES('sigma','0.01','921dba0e9cc04a6583d3d4adde7071f8');
INSERT INTO "params" VALUES('estimator','taylor','921dba0e9cc04a6583d3d4adde7071f8');
INSERT INTO "params" VALUES('seed','0','921dba0e9cc04a6583d3d4adde7071f8');
INSERT INTO "params" VALUES('dataset','cifar100','921dba0e9cc04a6583d3d4adde7071f8');
INSERT INTO "params" VALUES('image_size','32','921dba0e9cc04a6583d3d4adde7071f8');
INSERT INTO "params" VALUES('train_size','49000','921dba0e9cc04a6583d3d4adde7071f8');
INSERT INTO "params" VALUES('validation_size','1000','921dba0e9cc04a6583d3d4adde7071f8');
INSERT INTO "params" VALUES('model','resnet18','921dba0e9cc04a6583d3d4adde7071f8');
INSERT INTO "params" VALUES('width','64','921dba0e9cc04a6583d3d4adde7071f8');
INSERT INTO "params" VALUES('softplus_beta','10.0','921dba0e9cc04a6583d3d4adde7071f8');
INSERT INTO "params" VALUES('epochs','200','921dba0e9cc04a6583d3d4adde7071f8');
INSERT INTO "params" VALUES('batch_size','128','921dba0e9cc04a6583d3d4adde7071f8');
INSERT INTO "params" VALUES('lr','0.1','921dba0e9cc04a6583d3d4adde7071f8');
INSERT INTO "params" VALUES('momentum','0.9','921dba0e9cc04a6583d3d4adde7071f8');
INSERT INTO "params" VALUES('weight_decay','0.0005','921dba0e9cc04a6583d3d4adde7071f8');
INSERT INTO "params" VALUES('schedule','step','921dba0e9cc04a6583d3d4adde7071f8');
INSERT INTO "params" VALUES('milestones','100,150','921dba0e9cc04a6583d3d4adde7071f8');
INSERT INTO "params" VALUES('gamma','0.1','921dba0e9cc04a6583d3d4adde7071f8');
INSERT INTO "params" VALUES('precision','fp32','921dba0e9cc04a6583d3d4adde7071f8');
INSERT INTO "params" VALUES('crop_padding','4','921dba0e9cc04a6583d3d4adde7071f8');
INSERT INTO "params" VALUES('flip','True','921dba0e9cc04a6583d3d4adde7071f8');
INSERT INTO "params" VALUES('variant','score_matching','274cc451a26c4aff9fa0916eab075f56');
INSERT INTO "params" VALUES('lambda','0.001','274cc451a26c4aff9fa0916eab075f56');
INSERT INTO "params" VALUES('mu','0.01','274cc451a26c4aff9fa0916eab075f56');
INSERT INTO "params" VALUES('sigma','0.01','274cc451a26c4aff9fa0916eab075f56');
INSERT INTO "params" VALUES('estimator','taylor','274cc451a26c4aff9fa0916eab075f56');
INSERT INTO "params" VALUES('seed','0','274cc451a26c4aff9fa0916eab075f56');
INSERT INTO "params" VALUES('dataset','cifar100','274cc451a26c4aff9fa0916eab075f56');
INSERT INTO "params" VALUES('image_size','32','274cc451a26c4aff9fa0916eab075f56');
INSERT INTO "params" VALUES('train_size','49000','274cc451a26c4aff9fa0916eab075f56');
INSERT INTO "params" VALUES('validation_size','1000','274cc451a26c4aff9fa0916eab075f56');
INSERT INTO "params" VALUES('model','resnet18','274cc451a26c4aff9fa0916eab075f56');
INSERT INTO "params" VALUES('width','64','274cc451a26c4aff9fa0916eab075f56');
INSERT INTO "params" VALUES('softplus_beta','10.0','274cc451a26c4aff9fa0916eab075f56');
INSERT INTO "params" VALUES('epochs','200','274cc451a26c4aff9fa0916eab075f56');
INSERT INTO "params" VALUES('batch_size','128','274cc451a26c4aff9fa0916eab075f56');
INSERT INTO "params" VALUES('lr','0.1','274cc451a26c4aff9fa0916eab075f56');
INSERT INTO "params" VALUES('momentum','0.9','274cc451a26c4aff9fa0916eab075f56');
INSERT INTO "params" VALUES('weight_decay','0.0005','274cc451a26c4aff9fa0916eab075f56');
INSERT INTO "params" VALUES('schedule','step','274cc451a26c4aff9fa0916eab075f56');
INSERT INTO "params" VALUES('milestones','100,150','274cc451a26c4aff9fa0916eab075f56');
INSERT INTO "params" VALUES('gamma','0.1','274cc451a26c4aff9fa0916eab075f56');
INSERT INTO "params" VALUES('precision','fp32','274cc451a26c4aff9fa0916eab075f56');
INSERT INTO "params" VALUES('crop_padding','4','274cc451a26c4aff9fa0916eab075f56');
INSERT INTO "params" VALUES('flip','True','274cc451a26c4aff9fa0916eab075f56');
INSERT INTO "params" VALUES('variant','score_matching','378b8d93909a40d2a704aa1a44310446');
INSERT INTO "params" VALUES('lambda','0.001','378b8d93909a40d2a704aa1a44310446');
INSERT INTO "params" VALUES('mu','0.001','378b8d93909a40d2a704aa1a44310446');
INSERT INTO "params" VALUES('sigma','0.01','378b8d93909a40d2a704aa1a44310446');
INSERT INTO "params" VALUES('estimator','taylor','378b8d93909a40d2a704aa1a44310446');
INSERT INTO "params" VALUES('seed','0','378b8d93909a40d2a704aa1a44310446');
INSERT INTO "params" VALUES('dataset','cifar100','378b8d93909a40d2a704aa1a44310446');
INSERT INTO "params" VALUES('image_size','32','378b8d93909a40d2a704aa1a44310446');
INSERT INTO "params" VALUES('train_size','49000','378b8d93909a40d2a704aa1a44310446');
INSERT INTO "params" VALUES('validation_size','1000','378b8d93909a40d2a704aa1a44310446');
INSERT INTO "params" VALUES('model','resnet18','378b8d93909a40d2a704aa1a44310446');
INSERT INTO "params" VALUES('width','64','378b8d93909a40d2a704aa1a44310446');
INSERT INTO "params" VALUES('softplus_beta','10.0','378b8d93909a40d2a704aa1a44310446');
INSERT INTO "params" VALUES('epochs','200','378b8d93909a40d2a704aa1a44310446');
INSERT INTO "params" VALUES('batch_size','128','378b8d93909a40d2a704aa1a44310446');
INSERT INTO "params" VALUES('lr','0.1','378b8d93909a40d2a704aa1a44310446');
INSERT INTO "params" VALUES('momentum','0.9','378b8d93909a40d2a704aa1a44310446');
INSERT INTO "params" VALUES('weight_decay','0.0005','378b8d93909a40d2a704aa1a44310446');
INSERT INTO "params" VALUES('schedule','step','378b8d93909a40d2a704aa1a44310446');
INSERT INTO "params" VALUES('milestones','100,150','378b8d93909a40d2a704aa1a44310446');
INSERT INTO "params" VALUES('gamma','0.1','378b8d93909a40d2a704aa1a44310446');
INSERT INTO "params" VALUES('precision','fp32','378b8d93909a40d2a704aa1a44310446');
INSERT INTO "params" VALUES('crop_padding','4','378b8d93909a40d2a704aa1a44310446');
INSERT INTO "params" VALUES('flip','True','378b8d93909a40d2a704aa1a44310446');
INSERT INTO "params" VALUES('variant','score_matching','07433a3a064046a499dd1729cec2a73f');
INSERT INTO "params" VALUES('lambda','0.001','07433a3a064046a499dd1729cec2a73f');
INSERT INTO "params" VALUES('mu','0.0001','07433a3a064046a499dd1729cec2a73f');
INSERT INTO "params" VALUES('sigma','0.01','07433a3a064046a499dd1729cec2a73f');
INSERT INTO "params" VALUES('estimator','taylor','07433a3a064046a499dd1729cec2a73f');
INSERT INTO "params" VALUES('seed','0','07433a3a064046a499dd1729cec2a73f');
INSERT INTO "params" VALUES('dataset','cifar100','07433a3a064046a499dd1729cec2a73f');
INSERT INTO "params" VALUES('image_size','32','07433a3a064046a499dd1729cec2a73f');
INSERT INTO "params" VALUES('train_size','49000','07433a3a064046a499dd1729cec2a73f');
INSERT INTO "params" VALUES('validation_size','1000','07433a3a064046a499dd1729cec2a73f');
INSERT INTO "params" VALUES('model','resnet18','07433a3a064046a499dd1729cec2a73f');
INSERT INTO "params" VALUES('width','64','07433a3a064046a499dd1729cec2a73f');
INSERT INTO "params" VALUES('softplus_beta','10.0','07433a3a064046a499dd1729cec2a73f');
INSERT INTO "params" VALUES('epochs','200','07433a3a064046a499dd1729cec2a73f');
INSERT INTO "params" VALUES('batch_size','128','07433a3a064046a499dd1729cec2a73f');
INSERT INTO "params" VALUES('lr','0.1','07433a3a064046a499dd1729cec2a73f');
INSERT INTO "params" VALUES('momentum','0.9','07433a3a064046a499dd1729cec2a73f');
INSERT INTO "params" VALUES('weight_decay','0.0005','07433a3a064046a499dd1729cec2a73f');
INSERT INTO "params" VALUES('schedule','step','07433a3a064046a499dd1729cec2a73f');
INSERT INTO "params" VALUES('milestones','100,150','07433a3a064046a499dd1729cec2a73f');
INSERT INTO "params" VALUES('gamma','0.1','07433a3a064046a499dd1729cec2a73f');
INSERT INTO "params" VALUES('precision','fp32','07433a3a064046a499dd1729cec2a73f');
INSERT INTO "params" VALUES('crop_padding','4','07433a3a064046a499dd1729cec2a73f');
INSERT INTO "params" VALUES('flip','True','07433a3a064046a499dd1729cec2a73f');
INSERT INTO "params" VALUES('variant','score_matching','8bc04d18c009425eac9d01955fb01157');
INSERT INTO "params" VALUES('lambda','0.001','8bc04d18c009425eac9d01955fb01157');
INSERT INTO "params" VALUES('mu','1e-05','8bc04d18c009425eac9d01955fb01157');
INSERT INTO "params" VALUES('sigma','0.01','8bc04d18c009425eac9d01955fb01157');
INSERT INTO "params" VALUES('estimator','taylor','8bc04d18c009425eac9d01955fb01157');
INSERT INTO "params" VALUES('seed','0','8bc04d18c009425eac9d01955fb01157');
INSERT INTO "params" VALUES('dataset','cifar100','8bc04d18c009425eac9d01955fb01157');
INSERT INTO "params" VALUES('image_size','32','8bc04d18c009425eac9d01955fb01157');
INSERT INTO "params" VALUES('train_size','49000','8bc04d18c009425eac9d01955fb01157');
INSERT INTO "params" VALUES('validation_size','1000','8bc04d18c009425eac9d01955fb01157');
INSERT INTO "params" VALUES('model','resnet18','8bc04d18c009425eac9d01955fb01157');
INSERT INTO "params" VALUES('width','64','8bc04d18c009425eac9d01955fb01157');
INSERT INTO "params" VALUES('softplus_beta','10.0','8bc04d18c009425eac9d01955fb01157');
INSERT INTO "params" VALUES('epochs','200','8bc04d18c009425eac9d01955fb01157');
INSERT INTO "params" VALUES('batch_size','128','8bc04d18c009425eac9d01955fb01157');
INSERT INTO "params" VALUES('lr','0.1','8bc04d18c009425eac9d01955fb01157');
INSERT INTO "params" VALUES('momentum','0.9','8bc04d18c009425eac9d01955fb01157');
INSERT INTO "params" VALUES('weight_decay','0.0005','8bc04d18c009425eac9d01955fb01157');
INSERT INTO "params" VALUES('schedule','step','8bc04d18c009425eac9d01955fb01157');
INSERT INTO "params" VALUES('milestones','100,150','8bc04d18c009425eac9d01955fb01157');
INSERT INTO "params" VALUES('gamma','0.1','8bc04d18c009425eac9d01955fb01157');
INSERT INTO "params" VALUES('precision','fp32','8bc04d18c009425eac9d01955fb01157');
INSERT INTO "params" VALUES('crop_padding','4','8bc04d18c009425eac9d01955fb01157');
INSERT INTO "params" VALUES('flip','True','8bc04d18c009425eac9d01955fb01157');
INSERT INTO "params" VALUES('variant','score_matching','dcd871e42aaf4eca915c4424887d3e0e');
INSERT INTO "params" VALUES('lambda','0.0001','dcd871e42aaf4eca915c4424887d3e0e');
INSERT INTO "params" VALUES('mu','0.01','dcd871e42aaf4eca915c4424887d3e0e');
INSERT INTO "params" VALUES('sigma','0.01','dcd871e42aaf4eca915c4424887d3e0e');
INSERT INTO "params" VALUES('estimator','taylor','dcd871e42aaf4eca915c4424887d3e0e');
INSERT INTO "params" VALUES('seed','0','dcd871e42aaf4eca915c4424887d3e0e');
INSERT INTO "params" VALUES('dataset','cifar100','dcd871e42aaf4eca915c4424887d3e0e');
INSERT INTO "params" VALUES('image_size','32','dcd871e42aaf4eca915c4424887d3e0e');
INSERT INTO "params" VALUES('train_size','49000','dcd871e42aaf4eca915c4424887d3e0e');
INSERT INTO "params" VALUES('validation_size','1000','dcd871e42aaf4eca915c4424887d3e0e');
INSERT INTO "params" VALUES('model','resnet18','dcd871e42aaf4eca915c4424887d3e0e');
INSERT INTO "params" VALUES('width','64','dcd871e42aaf4eca915c4424887d3e0e');
INSERT INTO "params" VALUES('softplus_beta','10.0','dcd871e42aaf4eca915c4424887d3e0e');
INSERT INTO "params" VALUES('epochs','200','dcd871e42aaf4eca915c4424887d3e0e');
INSERT INTO "params" VALUES('batch_size','128','dcd871e42aaf4eca915c4424887d3e0e');
INSERT INTO "params" VALUES('lr','0.1','dcd871e42aaf4eca915c4424887d3e0e');
INSERT INTO "params" VALUES('momentum','0.9','dcd871e42aaf4eca915c4424887d3e0e');
INSERT INTO "params" VALUES('weight_decay','0.0005','dcd871e42aaf4eca915c4424887d3e0e');
INSERT INTO "params" VALUES('schedule','step','dcd871e42aaf4eca915c4424887d3e0e');
INSERT INTO "params" VALUES('milestones','100,150','dcd871e42aaf4eca915c4424887d3e0e');
INSERT INTO "params" VALUES('gamma','0.1','dcd871e42aaf4eca915c4424887d3e0e');
INSERT INTO "params" VALUES('precision','fp32','dcd871e42aaf4eca915c4424887d3e0e');
INSERT INTO "params" VALUES('crop_padding','4','dcd871e42aaf4eca915c4424887d3e0e');
INSERT INTO "params" VALUES('flip','True','dcd871e42aaf4eca915c4424887d3e0e');
INSERT INTO "params" VALUES('variant','score_matching','8310a18b02ce430694f5c9087f6e17f2');
INSERT INTO "params" VALUES('lambda','0.0001','8310a18b02ce430694f5c9087f6e17f2');
INSERT INTO "params" VALUES('mu','0.001','8310a18b02ce430694f5c9087f6e17f2');
INSERT INTO "params" VALUES('sigma','0.01','8310a18b02ce430694f5c9087f6e17f2');
INSERT INTO "params" VALUES('estimator','taylor','8310a18b02ce430694f5c9087f6e17f2');
INSERT INTO "params" VALUES('seed','0','8310a18b02ce430694f5c9087f6e17f2');
INSERT INTO "params" VALUES('dataset','cifar100','8310a18b02ce430694f5c9087f6e17f2');
INSERT INTO "params" VALUES('image_size','32','8310a18b02ce430694f5c9087f6e17f2');
INSERT INTO "params" VALUES('train_size','49000','8310a18b02ce430694f5c9087f6e17f2');
INSERT INTO "params" VALUES('validation_size','1000','8310a18b02ce430694f5c9087f6e17f2');
INSERT INTO "params" VALUES('model','resnet18','8310a18b02ce430694f5c9087f6e17f2');
INSERT INTO "params" VALUES('width','64','8310a18b02ce430694f5c9087f6e17f2');
INSERT INTO "params" VALUES('softplus_beta','10.0','8310a18b02ce430694f5c9087f6e17f2');
INSERT INTO "params" VALUES('epochs','200','8310a18b02ce430694f5c9087f6e17f2');
INSERT INTO "params" VALUES('batch_size','128','8310a18b02ce430694f5c9087f6e17f2');
INSERT INTO "params" VALUES('lr','0.1','8310a18b02ce430694f5c9087f6e17f2');
INSERT INTO "params" VALUES('momentum','0.9','8310a18b02ce430694f5c9087f6e17f2');
INSERT INTO "params" VALUES('weight_decay','0.0005','8310a18b02ce430694f5c9087f6e17f2');
INSERT INTO "params" VALUES('schedule','step','8310a18b02ce430694f5c9087f6e17f2');
INSERT INTO "params" VALUES('milestones','100,150','8310a18b02ce430694f5c9087f6e17f2');
INSERT INTO "params" VALUES('gamma','0.1','8310a18b02ce430694f5c9087f6e17f2');
INSERT INTO "params" VALUES('precision','fp32','8310a18b02ce430694f5c9087f6e17f2');
INSERT INTO "params" VALUES('crop_padding','4','8310a18b02ce430694f5c9087f6e17f2');
INSERT INTO "params" VALUES('flip','True','8310a18b02ce430694f5c9087f6e17f2');
INSERT INTO "params" VALUES('variant','score_matching','4f514499f59c4341bf4fcbcbaa55265e');
INSERT INTO "params" VALUES('lambda','0.0001','4f514499f59c4341bf4fcbcbaa55265e');
INSERT INTO "params" VALUES('mu','0.0001','4f514499f59c4341bf4fcbcbaa55265e');
INSERT INTO "params" VALUES('sigma','0.01','4f514499f59c4341bf4fcbcbaa55265e');
INSERT INTO "params" VALUES('estimator','taylor','4f514499f59c4341bf4fcbcbaa55265e');
INSERT INTO "params" VALUES('seed','0','4f514499f59c4341bf4fcbcbaa55265e');
INSERT INTO "params" VALUES('dataset','cifar100','4f514499f59c4341bf4fcbcbaa55265e');
INSERT INTO "params" VALUES('image_size','32','4f514499f59c4341bf4fcbcbaa55265e');
INSERT INTO "params" VALUES('train_size','49000','4f514499f59c4341bf4fcbcbaa55265e');
INSERT INTO "params" VALUES('validation_size','1000','4f514499f59c4341bf4fcbcbaa55265e');
INSERT INTO "params" VALUES('model','resnet18','4f514499f59c4341bf4fcbcbaa55265e');
INSERT INTO "params" VALUES('width','64','4f514499f59c4341bf4fcbcbaa55265e');
INSERT INTO "params" VALUES('softplus_beta','10.0','4f514499f59c4341bf4fcbcbaa55265e');
INSERT INTO "params" VALUES('epochs','200','4f514499f59c4341bf4fcbcbaa55265e');
INSERT INTO "params" VALUES('batch_size','128','4f514499f59c4341bf4fcbcbaa55265e');
INSERT INTO "params" VALUES('lr','0.1','4f514499f59c4341bf4fcbcbaa55265e');
INSERT INTO "params" VALUES('momentum','0.9','4f514499f59c4341bf4fcbcbaa55265e');
INSERT INTO "params" VALUES('weight_decay','0.0005','4f514499f59c4341bf4fcbcbaa55265e');
INSERT INTO "params" VALUES('schedule','step','4f514499f59c4341bf4fcbcbaa55265e');
INSERT INTO "params" VALUES('milestones','100,150','4f514499f59c4341bf4fcbcbaa55265e');
INSERT INTO "params" VALUES('gamma','0.1','4f514499f59c4341bf4fcbcbaa55265e');
INSERT INTO "params" VALUES('precision','fp32','4f514499f59c4341bf4fcbcbaa55265e');
INSERT INTO "params" VALUES('crop_padding','4','4f514499f59c4341bf4fcbcbaa55265e');
INSERT INTO "params" VALUES('flip','True','4f514499f59c4341bf4fcbcbaa55265e');
INSERT INTO "params" VALUES('variant','score_matching','fe8c12ca52d241878262b120908df00e');
INSERT INTO "params" VALUES('lambda','0.0001','fe8c12ca52d241878262b120908df00e');
INSERT INTO "params" VALUES('mu','1e-05','fe8c12ca52d241878262b120908df00e');
INSERT INTO "params" VALUES('sigma','0.01','fe8c12ca52d241878262b120908df00e');
INSERT INTO "params" VALUES('estimator','taylor','fe8c12ca52d241878262b120908df00e');
INSERT INTO "params" VALUES('seed','0','fe8c12ca52d241878262b120908df00e');
INSERT INTO "params" VALUES('dataset','cifar100','fe8c12ca52d241878262b120908df00e');
INSERT INTO "params" VALUES('image_size','32','fe8c12ca52d241878262b120908df00e');
INSERT INTO "params" VALUES('train_size','49000','fe8c12ca52d241878262b120908df00e');
INSERT INTO "params" VALUES('validation_size','1000','fe8c12ca52d241878262b120908df00e');
INSERT INTO "params" VALUES('model','resnet18','fe8c12ca52d241878262b120908df00e');
INSERT INTO "params" VALUES('width','64','fe8c12ca52d241878262b120908df00e');
INSERT INTO "params" VALUES('softplus_beta','10.0','fe8c12ca52d241878262b120908df00e');
INSERT INTO "params" VALUES('epochs','200','fe8c12ca52d241878262b120908df00e');
INSERT INTO "params" VALUES('batch_size','128','fe8c12ca52d241878262b120908df00e');
INSERT INTO "params" VALUES('lr','0.1','fe8c12ca52d241878262b120908df00e');
INSERT INTO "params" VALUES('momentum','0.9','fe8c12ca52d241878262b120908df00e');
INSERT INTO "params" VALUES('weight_decay','0.0005','fe8c12ca52d241878262b120908df00e');
INSERT INTO "params" VALUES('schedule','step','fe8c12ca52d241878262b120908df00e');
INSERT INTO "params" VALUES('milestones','100,150','fe8c12ca52d241878262b120908df00e');
INSERT INTO "params" VALUES('gamma','0.1','fe8c12ca52d241878262b120908df00e');
INSERT INTO "params" VALUES('precision','fp32','fe8c12ca52d241878262b120908df00e');
INSERT INTO "params" VALUES('crop_padding','4','fe8c12ca52d241878262b120908df00e');
INSERT INTO "params" VALUES('flip','True','fe8c12ca52d241878262b120908df00e');
INSERT INTO "params" VALUES('variant','score_matching','6fc0ae9ba09d4a52aedce72143884fff');
INSERT INTO "params" VALUES('lambda','1e-05','6fc0ae9ba09d4a52aedce72143884fff');
INSERT INTO "params" VALUES('mu','0.01','6fc0ae9ba09d4a52aedce72143884fff');
INSERT INTO "params" VALUES('sigma','0.01','6fc0ae9ba09d4a52aedce72143884fff');
INSERT INTO "params" VALUES('estimator','taylor','6fc0ae9ba09d4a52aedce72143884fff');
INSERT INTO "params" VALUES('seed','0','6fc0ae9ba09d4a52aedce72143884fff');
INSERT INTO "params" VALUES('dataset','cifar100','6fc0ae9ba09d4a52aedce72143884fff');
INSERT INTO "params" VALUES('image_size','32','6fc0ae9ba09d4a52aedce72143884fff');
INSERT INTO "params" VALUES('train_size','49000','6fc0ae9ba09d4a52aedce72143884fff');
INSERT INTO "params" VALUES('validation_size','1000','6fc0ae9ba09d4a52aedce72143884fff');
INSERT INTO "params" VALUES('model','resnet18','6fc0ae9ba09d4a52aedce72143884fff');
INSERT INTO "params" VALUES('width','64','6fc0ae9ba09d4a52aedce72143884fff');
INSERT INTO "params" VALUES('softplus_beta','10.0','6fc0ae9ba09d4a52aedce72143884fff');
INSERT INTO "params" VALUES('epochs','200','6fc0ae9ba09d4a52aedce72143884fff');
INSERT INTO "params" VALUES('batch_size','128','6fc0ae9ba09d4a52aedce72143884fff');
INSERT INTO "params" VALUES('lr','0.1','6fc0ae9ba09d4a52aedce72143884fff');
INSERT INTO "params" VALUES('momentum','0.9','6fc0ae9ba09d4a52aedce72143884fff');
INSERT INTO "params" VALUES('weight_decay','0.0005','6fc0ae9ba09d4a52aedce72143884fff');
INSERT INTO "params" VALUES('schedule','step','6fc0ae9ba09d4a52aedce72143884fff');
INSERT INTO "params" VALUES('milestones','100,150','6fc0ae9ba09d4a52aedce72143884fff');
INSERT INTO "params" VALUES('gamma','0.1','6fc0ae9ba09d4a52aedce72143884fff');
INSERT INTO "params" VALUES('precision','fp32','6fc0ae9ba09d4a52aedce72143884fff');
INSERT INTO "params" VALUES('crop_padding','4','6fc0ae9ba09d4a52aedce72143884fff');
INSERT INTO "params" VALUES('flip','True','6fc0ae9ba09d4a52aedce72143884fff');
INSERT INTO "params" VALUES('variant','score_matching','a8cc0541795e43c3af88f2f6a0168e04');
INSERT INTO "params" VALUES('lambda','1e-05','a8cc0541795e43c3af88f2f6a0168e04');
INSERT INTO "params" VALUES('mu','0.001','a8cc0541795e43c3af88f2f6a0168e04');
INSERT INTO "params" VALUES('sigma','0.01','a8cc0541795e43c3af88f2f6a0168e04');
INSERT INTO "params" VALUES('estimator','taylor','a8cc0541795e43c3af88f2f6a0168e04');
INSERT INTO "params" VALUES('seed','0','a8cc0541795e43c3af88f2f6a0168e04');
INSERT INTO "params" VALUES('dataset','cifar100','a8cc0541795e43c3af88f2f6a0168e04');
INSERT INTO "params" VALUES('image_size','32','a8cc0541795e43c3af88f2f6a0168e04');
INSERT INTO "params" VALUES('train_size','49000','a8cc0541795e43c3af88f2f6a0168e04');
INSERT INTO "params" VALUES('validation_size','1000','a8cc0541795e43c3af88f2f6a0168e04');
INSERT INTO "params" VALUES('model','resnet18','a8cc0541795e43c3af88f2f6a0168e04');
INSERT INTO "params" VALUES('width','64','a8cc0541795e43c3af88f2f6a0168e04');
INSERT INTO "params" VALUES('softplus_beta','10.0','a8cc0541795e43c3af88f2f6a0168e04');
INSERT INTO "params" VALUES('epochs','200','a8cc0541795e43c3af88f2f6a0168e04');
INSERT INTO "params" VALUES('batch_size','128','a8cc0541795e43c3af88f2f6a0168e04');
INSERT INTO "params" VALUES('lr','0.1','a8cc0541795e43c3af88f2f6a0168e04');
INSERT INTO "params" VALUES('momentum','0.9','a8cc0541795e43c3af88f2f6a0168e04');
INSERT INTO "params" VALUES('weight_decay','0.0005','a8cc0541795e43c3af88f2f6a0168e04');
INSERT INTO "params" VALUES('schedule','step','a8cc0541795e43c3af88f2f6a0168e04');
INSERT INTO "params" VALUES('milestones','100,150','a8cc0541795e43c3af88f2f6a0168e04');
INSERT INTO "params" VALUES('gamma','0.1','a8cc0541795e43c3af88f2f6a0168e04');
INSERT INTO "params" VALUES('precision','fp32','a8cc0541795e43c3af88f2f6a0168e04');
INSERT INTO "params" VALUES('crop_padding','4','a8cc0541795e43c3af88f2f6a0168e04');
INSERT INTO "params" VALUES('flip','True','a8cc0541795e43c3af88f2f6a0168e04');
INSERT INTO "params" VALUES('variant','score_matching','8eb80e757f35402e8e3b2d315aef99a0');
INSERT INTO "params" VALUES('lambda','1e-05','8eb80e757f35402e8e3b2d315aef99a0');
INSERT INTO "params" VALUES('mu','0.0001','8eb80e757f35402e8e3b2d315aef99a0');
INSERT INTO "params" VALUES('sigma','0.01','8eb80e757f35402e8e3b2d315aef99a0');
INSERT INTO "params" VALUES('estimator','taylor','8eb80e757f35402e8e3b2d315aef99a0');
INSERT INTO "params" VALUES('seed','0','8eb80e757f35402e8e3b2d315aef99a0');
INSERT INTO "params" VALUES('dataset','cifar100','8eb80e757f35402e8e3b2d315aef99a0');
INSERT INTO "params" VALUES('image_size','32','8eb80e757f35402e8e3b2d315aef99a0');
INSERT INTO "params" VALUES('train_size','49000','8eb80e757f35402e8e3b2d315aef99a0');
INSERT INTO "params" VALUES('validation_size','1000','8eb80e757f35402e8e3b2d315aef99a0');
INSERT INTO "params" VALUES('model','resnet18','8eb80e757f35402e8e3b2d315aef99a0');
INSERT INTO "params" VALUES('width','64','8eb80e757f35402e8e3b2d315aef99a0');
INSERT INTO "params" VALUES('softplus_beta','10.0','8eb80e757f35402e8e3b2d315aef99a0');
INSERT INTO "params" VALUES('epochs','200','8eb80e757f35402e8e3b2d315aef99a0');
INSERT INTO "params" VALUES('batch_size','128','8eb80e757f35402e8e3b2d315aef99a0');
INSERT INTO "params" VALUES('lr','0.1','8eb80e757f35402e8e3b2d315aef99a0');
INSERT INTO "params" VALUES('momentum','0.9','8eb80e757f35402e8e3b2d315aef99a0');
INSERT INTO "params" VALUES('weight_decay','0.0005','8eb80e757f35402e8e3b2d315aef99a0');
INSERT INTO "params" VALUES('schedule','step','8eb80e757f35402e8e3b2d315aef99a0');
INSERT INTO "params" VALUES('milestones','100,150','8eb80e757f35402e8e3b2d315aef99a0');
INSERT INTO "params" VALUES('gamma','0.1','8eb80e757f35402e8e3b2d315aef99a0');
INSERT INTO "params" VALUES('precision','fp32','8eb80e757f35402e8e3b2d315aef99a0');
INSERT INTO "params" VALUES('crop_padding','4','8eb80e757f35402e8e3b2d315aef99a0');
INSERT INTO "params" VALUES('flip','True','8eb80e757f35402e8e3b2d315aef99a0');
INSERT INTO "params" VALUES('variant','score_matching','2be782bc09364cbd9949b1f923db8a8b');
INSERT INTO "params" VALUES('lambda','1e-05','2be782bc09364cbd9949b1f923db8a8b');
INSERT INTO "params" VALUES('mu','1e-05','2be782bc09364cbd9949b1f923db8a8b');
INSERT INTO "params" VALUES('sigma','0.01','2be782bc09364cbd9949b1f923db8a8b');
INSERT INTO "params" VALUES('estimator','taylor','2be782bc09364cbd9949b1f923db8a8b');
INSERT INTO "params" VALUES('seed','0','2be782bc09364cbd9949b1f923db8a8b');
INSERT INTO "params" VALUES('dataset','cifar100','2be782bc09364cbd9949b1f923db8a8b');
INSERT INTO "params" VALUES('image_size','32','2be782bc09364cbd9949b1f923db8a8b');
INSERT INTO "params" VALUES('train_size','49000','2be782bc09364cbd9949b1f923db8a8b');
INSERT INTO "params" VALUES('validation_size','1000','2be782bc09364cbd9949b1f923db8a8b');
INSERT INTO "params" VALUES('model','resnet18','2be782bc09364cbd9949b1f923db8a8b');
INSERT INTO "params" VALUES('width','64','2be782bc09364cbd9949b1f923db8a8b');
INSERT INTO "params" VALUES('softplus_beta','10.0','2be782bc09364cbd9949b1f923db8a8b');
INSERT INTO "params" VALUES('epochs','200','2be782bc09364cbd9949b1f923db8a8b');
INSERT INTO "params" VALUES('batch_size','128','2be782bc09364cbd9949b1f923db8a8b');
INSERT INTO "params" VALUES('lr','0.1','2be782bc09364cbd9949b1f923db8a8b');
INSERT INTO "params" VALUES('momentum','0.9','2be782bc09364cbd9949b1f923db8a8b');
INSERT INTO "params" VALUES('weight_decay','0.0005','2be782bc09364cbd9949b1f923db8a8b');
INSERT INTO "params" VALUES('schedule','step','2be782bc09364cbd9949b1f923db8a8b');
INSERT INTO "params" VALUES('milestones','100,150','2be782bc09364cbd9949b1f923db8a8b');
INSERT INTO "params" VALUES('gamma','0.1','2be782bc09364cbd9949b1f923db8a8b');
INSERT INTO "params" VALUES('precision','fp32','2be782bc09364cbd9949b1f923db8a8b');
INSERT INTO "params" VALUES('crop_padding','4','2be782bc09364cbd9949b1f923db8a8b');
INSERT INTO "params" VALUES('flip','True','2be782bc09364cbd9949b1f923db8a8b');
INSERT INTO "params" VALUES('variant','score_matching','1e9f51adece243e3a77288e82d08e4d7');
INSERT INTO "params" VALUES('lambda','1e-06','1e9f51adece243e3a77288e82d08e4d7');
INSERT INTO "params" VALUES('mu','0.01','1e9f51adece243e3a77288e82d08e4d7');
INSERT INTO "params" VALUES('sigma','0.01','1e9f51adece243e3a77288e82d08e4d7');
INSERT INTO "params" VALUES('estimator','taylor','1e9f51adece243e3a77288e82d08e4d7');
INSERT INTO "params" VALUES('seed','0','1e9f51adece243e3a77288e82d08e4d7');
INSERT INTO "params" VALUES('dataset','cifar100','1e9f51adece243e3a77288e82d08e4d7');
INSERT INTO "params" VALUES('image_size','32','1e9f51adece243e3a77288e82d08e4d7');
INSERT INTO "params" VALUES('train_size','49000','1e9f51adece243e3a77288e82d08e4d7');
INSERT INTO "params" VALUES('validation_size','1000','1e9f51adece243e3a77288e82d08e4d7');
INSERT INTO "params" VALUES('model','resnet18','1e9f51adece243e3a77288e82d08e4d7');
INSERT INTO "params" VALUES('width','64','1e9f51adece243e3a77288e82d08e4d7');
INSERT INTO "params" VALUES('softplus_beta','10.0','1e9f51adece243e3a77288e82d08e4d7');
INSERT INTO "params" VALUES('epochs','200','1e9f51adece243e3a77288e82d08e4d7');
INSERT INTO "params" VALUES('batch_size','128','1e9f51adece243e3a77288e82d08e4d7');
INSERT INTO "params" VALUES('lr','0.1','1e9f51adece243e3a77288e82d08e4d7');
INSERT INTO "params" VALUES('momentum','0.9','1e9f51adece243e3a77288e82d08e4d7');
INSERT INTO "params" VALUES('weight_decay','0.0005','1e9f51adece243e3a77288e82d08e4d7');
INSERT INTO "params" VALUES('schedule','step','1e9f51adece243e3a77288e82d08e4d7');
INSERT INTO "params" VALUES('milestones','100,150','1e9f51adece243e3a77288e82d08e4d7');
INSERT INTO "params" VALUES('gamma','0.1','1e9f51adece243e3a77288e82d08e4d7');
INSERT INTO "params" VALUES('precision','fp32','1e9f51adece243e3a77288e82d08e4d7');
INSERT INTO "params" VALUES('crop_padding','4','1e9f51adece243e3a77288e82d08e4d7');
INSERT INTO "params" VALUES('flip','True','1e9f51adece243e3a77288e82d08e4d7');
INSERT INTO "params" VALUES('variant','score_matching','f1614fc2676f45e591ae7c3d691a3a7e');
INSERT INTO "params" VALUES('lambda','1e-06','f1614fc2676f45e591ae7c3d691a3a7e');
INSERT INTO "params" VALUES('mu','0.001','f1614fc2676f45e591ae7c3d691a3a7e');
INSERT INTO "params" VALUES('sigma','0.01','f1614fc2676f45e591ae7c3d691a3a7e');
INSERT INTO "params" VALUES('estimator','taylor','f1614fc2676f45e591ae7c3d691a3a7e');
INSERT INTO "params" VALUES('seed','0','f1614fc2676f45e591ae7c3d691a3a7e');
INSERT INTO "params" VALUES('dataset','cifar100','f1614fc2676f45e591ae7c3d691a3a7e');
INSERT INTO "params" VALUES('image_size','32','f1614fc2676f45e591ae7c3d691a3a7e');
INSERT INTO "params" VALUES('train_size','49000','f1614fc2676f45e591ae7c3d691a3a7e');
INSERT INTO "params" VALUES('validation_size','1000','f1614fc2676f45e591ae7c3d691a3a7e');
INSERT INTO "params" VALUES('model','resnet18','f1614fc2676f45e591ae7c3d691a3a7e');
INSERT INTO "params" VALUES('width','64','f1614fc2676f45e591ae7c3d691a3a7e');
INSERT INTO "params" VALUES('softplus_beta','10.0','f1614fc2676f45e591ae7c3d691a3a7e');
INSERT INTO "params" VALUES('epochs','200','f1614fc2676f45e591ae7c3d691a3a7e');
INSERT INTO "params" VALUES('batch_size','128','f1614fc2676f45e591ae7c3d691a3a7e');
INSERT INTO "params" VALUES('lr','0.1','f1614fc2676f45e591ae7c3d691a3a7e');
INSERT INTO "params" VALUES('momentum','0.9','f1614fc2676f45e591ae7c3d691a3a7e');
INSERT INTO "params" VALUES('weight_decay','0.0005','f1614fc2676f45e591ae7c3d691a3a7e');
INSERT INTO "params" VALUES('schedule','step','f1614fc2676f45e591ae7c3d691a3a7e');
INSERT INTO "params" VALUES('milestones','100,150','f1614fc2676f45e591ae7c3d691a3a7e');
INSERT INTO "params" VALUES('gamma','0.1','f1614fc2676f45e591ae7c3d691a3a7e');
INSERT INTO "params" VALUES('precision','fp32','f1614fc2676f45e591ae7c3d691a3a7e');
INSERT INTO "params" VALUES('crop_padding','4','f1614fc2676f45e591ae7c3d691a3a7e');
INSERT INTO "params" VALUES('flip','True','f1614fc2676f45e591ae7c3d691a3a7e');
INSERT INTO "params" VALUES('variant','score_matching','97893b949b9d42d1ad2bdfaae07a808d');
INSERT INTO "params" VALUES('lambda','1e-06','97893b949b9d42d1ad2bdfaae07a808d');
INSERT INTO "params" VALUES('mu','0.0001','97893b949b9d42d1ad2bdfaae07a808d');
INSERT INTO "params" VALUES('sigma','0.01','97893b949b9d42d1ad2bdfaae07a808d');
INSERT INTO "params" VALUES('estimator','taylor','97893b949b9d42d1ad2bdfaae07a808d');
INSERT INTO "params" VALUES('seed','0','97893b949b9d42d1ad2bdfaae07a808d');
INSERT INTO "params" VALUES('dataset','cifar100','97893b949b9d42d1ad2bdfaae07a808d');
INSERT INTO "params" VALUES('image_size','32','97893b949b9d42d1ad2bdfaae07a808d');
INSERT INTO "params" VALUES('train_size','49000','97893b949b9d42d1ad2bdfaae07a808d');
INSERT INTO "params" VALUES('validation_size','1000','97893b949b9d42d1ad2bdfaae07a808d');
INSERT INTO "params" VALUES('model','resnet18','97893b949b9d42d1ad2bdfaae07a808d');
INSERT INTO "params" VALUES('width','64','97893b949b9d42d1ad2bdfaae07a808d');
INSERT INTO "params" VALUES('softplus_beta','10.0','97893b949b9d42d1ad2bdfaae07a808d');
INSERT INTO "params" VALUES('epochs','200','97893b949b9d42d1ad2bdfaae07a808d');
INSERT INTO "params" VALUES('batch_size','128','97893b949b9d42d1ad2bdfaae07a808d');
INSERT INTO "params" VALUES('lr','0.1','97893b949b9d42d1ad2bdfaae07a808d');
INSERT INTO "params" VALUES('momentum','0.9','97893b949b9d42d1ad2bdfaae07a808d');
INSERT INTO "params" VALUES('weight_decay','0.0005','97893b949b9d42d1ad2bdfaae07a808d');
INSERT INTO "params" VALUES('schedule','step','97893b949b9d42d1ad2bdfaae07a808d');
INSERT INTO "params" VALUES('milestones','100,150','97893b949b9d42d1ad2bdfaae07a808d');
INSERT INTO "params" VALUES('gamma','0.1','97893b949b9d42d1ad2bdfaae07a808d');
INSERT INTO "params" VALUES('precision','fp32','97893b949b9d42d1ad2bdfaae07a808d');
INSERT INTO "params" VALUES('crop_padding','4','97893b949b9d42d1ad2bdfaae07a808d');
INSERT INTO "params" VALUES('flip','True','97893b949b9d42d1ad2bdfaae07a808d');
INSERT INTO "params" VALUES('variant','score_matching','fc172db288cc40b58138158197a93325');
INSERT INTO "params" VALUES('lambda','1e-06','fc172db288cc40b58138158197a93325');
INSERT INTO "params" VALUES('mu','1e-05','fc172db288cc40b58138158197a93325');
INSERT INTO "params" VALUES('sigma','0.01','fc172db288cc40b58138158197a93325');
INSERT INTO "params" VALUES('estimator','taylor','fc172db288cc40b58138158197a93325');
INSERT INTO "params" VALUES('seed','0','fc172db288cc40b58138158197a93325');
INSERT INTO "params" VALUES('dataset','cifar100','fc172db288cc40b58138158197a93325');
INSERT INTO "params" VALUES('image_size','32','fc172db288cc40b58138158197a93325');
INSERT INTO "params" VALUES('train_size','49000','fc172db288cc40b58138158197a93325');
INSERT INTO "params" VALUES('validation_size','1000','fc172db288cc40b58138158197a93325');
INSERT INTO "params" VALUES('model','resnet18','fc172db288cc40b58138158197a93325');
INSERT INTO "params" VALUES('width','64','fc172db288cc40b58138158197a93325');
INSERT INTO "params" VALUES('softplus_beta','10.0','fc172db288cc40b58138158197a93325');
INSERT INTO "params" VALUES('epochs','200','fc172db288cc40b58138158197a93325');
INSERT INTO "params" VALUES('batch_size','128','fc172db288cc40b58138158197a93325');
INSERT INTO "params" VALUES('lr','0.1','fc172db288cc40b58138158197a93325');
INSERT INTO "params" VALUES('momentum','0.9','fc172db288cc40b58138158197a93325');
INSERT INTO "params" VALUES('weight_decay','0.0005','fc172db288cc40b58138158197a93325');
INSERT INTO "params" VALUES('schedule','step','fc172db288cc40b58138158197a93325');
INSERT INTO "params" VALUES('milestones','100,150','fc172db288cc40b58138158197a93325');
INSERT INTO "params" VALUES('gamma','0.1','fc172db288cc40b58138158197a93325');
INSERT INTO "params" VALUES('precision','fp32','fc172db288cc40b58138158197a93325');
INSERT INTO "params" VALUES('crop_padding','4','fc172db288cc40b58138158197a93325');
INSERT INTO "params" VALUES('flip','True','fc172db288cc40b58138158197a93325');
INSERT INTO "params" VALUES('variant','baseline','937f32d54d7c4a5296f9cc331fd9d8d1');
INSERT INTO "params" VALUES('seed','1000','937f32d54d7c4a5296f9cc331fd9d8d1');
INSERT INTO "params" VALUES('dataset','digits','937f32d54d7c4a5296f9cc331fd9d8d1');
INSERT INTO "params" VALUES('image_size','8','937f32d54d7c4a5296f9cc331fd9d8d1');
INSERT INTO "params" VALUES('train_size','1237','937f32d54d7c4a5296f9cc331fd9d8d1');
INSERT INTO "params" VALUES('validation_size','200','937f32d54d7c4a5296f9cc331fd9d8d1');
INSERT INTO "params" VALUES('model','vgg11','937f32d54d7c4a5296f9cc331fd9d8d1');
INSERT INTO "params" VALUES('width','8','937f32d54d7c4a5296f9cc331fd9d8d1');
INSERT INTO "params" VALUES('softplus_beta','10.0','937f32d54d7c4a5296f9cc331fd9d8d1');
INSERT INTO "params" VALUES('epochs','15','937f32d54d7c4a5296f9cc331fd9d8d1');
INSERT INTO "params" VALUES('batch_size','64','937f32d54d7c4a5296f9cc331fd9d8d1');
INSERT INTO "params" VALUES('lr','0.05','937f32d54d7c4a5296f9cc331fd9d8d1');
INSERT INTO "params" VALUES('momentum','0.9','937f32d54d7c4a5296f9cc331fd9d8d1');
INSERT INTO "params" VALUES('weight_decay','0.0005','937f32d54d7c4a5296f9cc331fd9d8d1');
INSERT INTO "params" VALUES('schedule','one_cycle','937f32d54d7c4a5296f9cc331fd9d8d1');
INSERT INTO "params" VALUES('precision','fp32','937f32d54d7c4a5296f9cc331fd9d8d1');
INSERT INTO "params" VALUES('crop_padding','1','937f32d54d7c4a5296f9cc331fd9d8d1');
INSERT INTO "params" VALUES('flip','False','937f32d54d7c4a5296f9cc331fd9d8d1');
INSERT INTO "params" VALUES('variant','baseline','078239bd36f049279c52550f8a0ac5f5');
INSERT INTO "params" VALUES('seed','0','078239bd36f049279c52550f8a0ac5f5');
INSERT INTO "params" VALUES('dataset','digits','078239bd36f049279c52550f8a0ac5f5');
INSERT INTO "params" VALUES('image_size','8','078239bd36f049279c52550f8a0ac5f5');
INSERT INTO "params" VALUES('train_size','1237','078239bd36f049279c52550f8a0ac5f5');
INSERT INTO "params" VALUES('validation_size','200','078239bd36f049279c52550f8a0ac5f5');
INSERT INTO "params" VALUES('model','resnet9','078239bd36f049279c52550f8a0ac5f5');
INSERT INTO "params" VALUES('width','8','078239bd36f049279c52550f8a0ac5f5');
INSERT INTO "params" VALUES('softplus_beta','10.0','078239bd36f049279c52550f8a0ac5f5');
INSERT INTO "params" VALUES('epochs','15','078239bd36f049279c52550f8a0ac5f5');
INSERT INTO "params" VALUES('batch_size','64','078239bd36f049279c52550f8a0ac5f5');
INSERT INTO "params" VALUES('lr','0.05','078239bd36f049279c52550f8a0ac5f5');
INSERT INTO "params" VALUES('momentum','0.9','078239bd36f049279c52550f8a0ac5f5');
INSERT INTO "params" VALUES('weight_decay','0.0005','078239bd36f049279c52550f8a0ac5f5');
INSERT INTO "params" VALUES('schedule','one_cycle','078239bd36f049279c52550f8a0ac5f5');
INSERT INTO "params" VALUES('precision','fp32','078239bd36f049279c52550f8a0ac5f5');
INSERT INTO "params" VALUES('crop_padding','1','078239bd36f049279c52550f8a0ac5f5');
INSERT INTO "params" VALUES('flip','False','078239bd36f049279c52550f8a0ac5f5');
INSERT INTO "params" VALUES('variant','baseline','8d815042b45e43d58b463b1ac0539fe1');
INSERT INTO "params" VALUES('seed','1','8d815042b45e43d58b463b1ac0539fe1');
INSERT INTO "params" VALUES('dataset','digits','8d815042b45e43d58b463b1ac0539fe1');
INSERT INTO "params" VALUES('image_size','8','8d815042b45e43d58b463b1ac0539fe1');
INSERT INTO "params" VALUES('train_size','1237','8d815042b45e43d58b463b1ac0539fe1');
INSERT INTO "params" VALUES('validation_size','200','8d815042b45e43d58b463b1ac0539fe1');
INSERT INTO "params" VALUES('model','resnet9','8d815042b45e43d58b463b1ac0539fe1');
INSERT INTO "params" VALUES('width','8','8d815042b45e43d58b463b1ac0539fe1');
INSERT INTO "params" VALUES('softplus_beta','10.0','8d815042b45e43d58b463b1ac0539fe1');
INSERT INTO "params" VALUES('epochs','15','8d815042b45e43d58b463b1ac0539fe1');
INSERT INTO "params" VALUES('batch_size','64','8d815042b45e43d58b463b1ac0539fe1');
INSERT INTO "params" VALUES('lr','0.05','8d815042b45e43d58b463b1ac0539fe1');
INSERT INTO "params" VALUES('momentum','0.9','8d815042b45e43d58b463b1ac0539fe1');
INSERT INTO "params" VALUES('weight_decay','0.0005','8d815042b45e43d58b463b1ac0539fe1');
INSERT INTO "params" VALUES('schedule','one_cycle','8d815042b45e43d58b463b1ac0539fe1');
INSERT INTO "params" VALUES('precision','fp32','8d815042b45e43d58b463b1ac0539fe1');
INSERT INTO "params" VALUES('crop_padding','1','8d815042b45e43d58b463b1ac0539fe1');
INSERT INTO "params" VALUES('flip','False','8d815042b45e43d58b463b1ac0539fe1');
INSERT INTO "params" VALUES('variant','baseline','0b3da4b888dc477fa93c6f584686764e');
INSERT INTO "params" VALUES('seed','2','0b3da4b888dc477fa93c6f584686764e');
INSERT INTO "params" VALUES('dataset','digits','0b3da4b888dc477fa93c6f584686764e');
INSERT INTO "params" VALUES('image_size','8','0b3da4b888dc477fa93c6f584686764e');
INSERT INTO "params" VALUES('train_size','1237','0b3da4b888dc477fa93c6f584686764e');
INSERT INTO "params" VALUES('validation_size','200','0b3da4b888dc477fa93c6f584686764e');
INSERT INTO "params" VALUES('model','resnet9','0b3da4b888dc477fa93c6f584686764e');
INSERT INTO "params" VALUES('width','8','0b3da4b888dc477fa93c6f584686764e');
INSERT INTO "params" VALUES('softplus_beta','10.0','0b3da4b888dc477fa93c6f584686764e');
INSERT INTO "params" VALUES('epochs','15','0b3da4b888dc477fa93c6f584686764e');
INSERT INTO "params" VALUES('batch_size','64','0b3da4b888dc477fa93c6f584686764e');
INSERT INTO "params" VALUES('lr','0.05','0b3da4b888dc477fa93c6f584686764e');
INSERT INTO "params" VALUES('momentum','0.9','0b3da4b888dc477fa93c6f584686764e');
INSERT INTO "params" VALUES('weight_decay','0.0005','0b3da4b888dc477fa93c6f584686764e');
INSERT INTO "params" VALUES('schedule','one_cycle','0b3da4b888dc477fa93c6f584686764e');
INSERT INTO "params" VALUES('precision','fp32','0b3da4b888dc477fa93c6f584686764e');
INSERT INTO "params" VALUES('crop_padding','1','0b3da4b888dc477fa93c6f584686764e');
INSERT INTO "params" VALUES('flip','False','0b3da4b888dc477fa93c6f584686764e');
INSERT INTO "params" VALUES('variant','gradient_norm','c4d9368ea7cd46fe93046087900ee30b');
INSERT INTO "params" VALUES('lambda','0.001','c4d9368ea7cd46fe93046087900ee30b');
INSERT INTO "params" VALUES('seed','0','c4d9368ea7cd46fe93046087900ee30b');
INSERT INTO "params" VALUES('dataset','digits','c4d9368ea7cd46fe93046087900ee30b');
INSERT INTO "params" VALUES('image_size','8','c4d9368ea7cd46fe93046087900ee30b');
INSERT INTO "params" VALUES('train_size','1237','c4d9368ea7cd46fe93046087900ee30b');
INSERT INTO "params" VALUES('validation_size','200','c4d9368ea7cd46fe93046087900ee30b');
INSERT INTO "params" VALUES('model','resnet9','c4d9368ea7cd46fe93046087900ee30b');
INSERT INTO "params" VALUES('width','8','c4d9368ea7cd46fe93046087900ee30b');
INSERT INTO "params" VALUES('softplus_beta','10.0','c4d9368ea7cd46fe93046087900ee30b');
INSERT INTO "params" VALUES('epochs','15','c4d9368ea7cd46fe93046087900ee30b');
INSERT INTO "params" VALUES('batch_size','64','c4d9368ea7cd46fe93046087900ee30b');
INSERT INTO "params" VALUES('lr','0.05','c4d9368ea7cd46fe93046087900ee30b');
INSERT INTO "params" VALUES('momentum','0.9','c4d9368ea7cd46fe93046087900ee30b');
INSERT INTO "params" VALUES('weight_decay','0.0005','c4d9368ea7cd46fe93046087900ee30b');
INSERT INTO "params" VALUES('schedule','one_cycle','c4d9368ea7cd46fe93046087900ee30b');
INSERT INTO "params" VALUES('precision','fp32','c4d9368ea7cd46fe93046087900ee30b');
INSERT INTO "params" VALUES('crop_padding','1','c4d9368ea7cd46fe93046087900ee30b');
INSERT INTO "params" VALUES('flip','False','c4d9368ea7cd46fe93046087900ee30b');
INSERT INTO "params" VALUES('variant','gradient_norm','e2e2603806494b7cb7b21bd4fe4f23b6');
INSERT INTO "params" VALUES('lambda','0.001','e2e2603806494b7cb7b21bd4fe4f23b6');
INSERT INTO "params" VALUES('seed','1','e2e2603806494b7cb7b21bd4fe4f23b6');
INSERT INTO "params" VALUES('dataset','digits','e2e2603806494b7cb7b21bd4fe4f23b6');
INSERT INTO "params" VALUES('image_size','8','e2e2603806494b7cb7b21bd4fe4f23b6');
INSERT INTO "params" VALUES('train_size','1237','e2e2603806494b7cb7b21bd4fe4f23b6');
INSERT INTO "params" VALUES('validation_size','200','e2e2603806494b7cb7b21bd4fe4f23b6');
INSERT INTO "params" VALUES('model','resnet9','e2e2603806494b7cb7b21bd4fe4f23b6');
INSERT INTO "params" VALUES('width','8','e2e2603806494b7cb7b21bd4fe4f23b6');
INSERT INTO "params" VALUES('softplus_beta','10.0','e2e2603806494b7cb7b21bd4fe4f23b6');
INSERT INTO "params" VALUES('epochs','15','e2e2603806494b7cb7b21bd4fe4f23b6');
INSERT INTO "params" VALUES('batch_size','64','e2e2603806494b7cb7b21bd4fe4f23b6');
INSERT INTO "params" VALUES('lr','0.05','e2e2603806494b7cb7b21bd4fe4f23b6');
INSERT INTO "params" VALUES('momentum','0.9','e2e2603806494b7cb7b21bd4fe4f23b6');
INSERT INTO "params" VALUES('weight_decay','0.0005','e2e2603806494b7cb7b21bd4fe4f23b6');
INSERT INTO "params" VALUES('schedule','one_cycle','e2e2603806494b7cb7b21bd4fe4f23b6');
INSERT INTO "params" VALUES('precision','fp32','e2e2603806494b7cb7b21bd4fe4f23b6');
INSERT INTO "params" VALUES('crop_padding','1','e2e2603806494b7cb7b21bd4fe4f23b6');
INSERT INTO "params" VALUES('flip','False','e2e2603806494b7cb7b21bd4fe4f23b6');
CREATE TABLE "registered_model_aliases" (
	alias VARCHAR(256) NOT NULL, 
	version INTEGER NOT NULL, 
	name VARCHAR(256) NOT NULL, 
	workspace VARCHAR(63) DEFAULT 'default' NOT NULL, 
	CONSTRAINT registered_model_alias_pk PRIMARY KEY (workspace, name, alias), 
	CONSTRAINT fk_registered_model_aliases_registered_models FOREIGN KEY(workspace, name) REFERENCES registered_models (workspace, name) ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE TABLE "registered_model_tags" (
	"key" VARCHAR(250) NOT NULL, 
	value VARCHAR(5000), 
	name VARCHAR(256) NOT NULL, 
	workspace VARCHAR(63) DEFAULT 'default' NOT NULL, 
	CONSTRAINT registered_model_tag_pk PRIMARY KEY (workspace, "key", name), 
	CONSTRAINT fk_registered_model_tags_registered_models FOREIGN KEY(workspace, name) REFERENCES registered_models (workspace, name) ON UPDATE CASCADE
);
CREATE TABLE "registered_models" (
	name VARCHAR(256) NOT NULL, 
	creation_time BIGINT, 
	last_updated_time BIGINT, 
	description VARCHAR(5000), 
	workspace VARCHAR(63) DEFAULT 'default' NOT NULL, 
	CONSTRAINT registered_model_pk PRIMARY KEY (workspace, name)
);
CREATE TABLE review_queue_items (
	queue_id VARCHAR(36) NOT NULL, 
	item_type VARCHAR(16) NOT NULL, 
	item_id VARCHAR(50) NOT NULL, 
	status VARCHAR(16) NOT NULL, 
	completed_by VARCHAR(250), 
	completed_time_ms BIGINT, 
	creation_time_ms BIGINT NOT NULL, 
	last_update_time_ms BIGINT NOT NULL, 
	CONSTRAINT review_queue_items_pk PRIMARY KEY (queue_id, item_id), 
	CONSTRAINT fk_review_queue_items_queue_id FOREIGN KEY(queue_id) REFERENCES review_queues (queue_id) ON DELETE CASCADE
);
CREATE TABLE review_queue_label_schemas (
	queue_id VARCHAR(36) NOT NULL, 
	schema_id VARCHAR(36) NOT NULL, 
	CONSTRAINT review_queue_label_schemas_pk PRIMARY KEY (queue_id, schema_id), 
	CONSTRAINT fk_review_queue_label_schemas_queue_id FOREIGN KEY(queue_id) REFERENCES review_queues (queue_id) ON DELETE CASCADE
);
CREATE TABLE review_queue_users (
	queue_id VARCHAR(36) NOT NULL, 
	user_id VARCHAR(250) NOT NULL, 
	CONSTRAINT review_queue_users_pk PRIMARY KEY (queue_id, user_id), 
	CONSTRAINT fk_review_queue_users_queue_id FOREIGN KEY(queue_id) REFERENCES review_queues (queue_id) ON DELETE CASCADE
);
CREATE TABLE review_queues (
	queue_id VARCHAR(36) NOT NULL, 
	experiment_id INTEGER NOT NULL, 
	name VARCHAR(250) NOT NULL, 
	queue_type VARCHAR(16) NOT NULL, 
	created_by VARCHAR(255), 
	creation_time_ms BIGINT NOT NULL, 
	last_update_time_ms BIGINT NOT NULL, 
	name_key VARCHAR(250) NOT NULL, 
	CONSTRAINT review_queues_pk PRIMARY KEY (queue_id), 
	CONSTRAINT fk_review_queues_experiment_id FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id) ON DELETE CASCADE, 
	CONSTRAINT uq_review_queues_experiment_name_key UNIQUE (experiment_id, name_key)
);
CREATE TABLE "runs" (
	run_uuid VARCHAR(32) NOT NULL, 
	name VARCHAR(250), 
	source_type VARCHAR(20), 
	source_name VARCHAR(500), 
	entry_point_name VARCHAR(50), 
	user_id VARCHAR(256), 
	status VARCHAR(9), 
	start_time BIGINT, 
	end_time BIGINT, 
	source_version VARCHAR(50), 
	lifecycle_stage VARCHAR(20), 
	artifact_uri VARCHAR(200), 
	experiment_id INTEGER, deleted_time BIGINT, 
	CONSTRAINT run_pk PRIMARY KEY (run_uuid), 
	CONSTRAINT source_type CHECK (source_type IN ('NOTEBOOK', 'JOB', 'LOCAL', 'UNKNOWN', 'PROJECT')), 
	CONSTRAINT runs_lifecycle_stage CHECK (lifecycle_stage IN ('active', 'deleted')), 
	FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id), 
	CHECK (status IN ('SCHEDULED', 'FAILED', 'FINISHED', 'RUNNING', 'KILLED'))
);
INSERT INTO "runs" VALUES('58c0701ab9f541168f9cc10a138e4b8f','golden-table1','UNKNOWN','','','unknown','FINISHED',1795388315796,1795388316158,'','active','file://{ROOT}/artifacts/golden-table1/58c0701ab9f541168f9cc10a138e4b8f/artifacts',1,NULL);
INSERT INTO "runs" VALUES('3e280f2594a74b5480ab69531bc3e1da','judge: baseline seed=1000','UNKNOWN','','','unknown','FINISHED',1795388315846,1795388315896,'','active','file://{ROOT}/artifacts/golden-table1/3e280f2594a74b5480ab69531bc3e1da/artifacts',1,NULL);
INSERT INTO "runs" VALUES('89fa1f5985d849779661b608f0148534','trial: baseline seed=0','UNKNOWN','','','unknown','FINISHED',1795388315920,1795388315964,'','active','file://{ROOT}/artifacts/golden-table1/89fa1f5985d849779661b608f0148534/artifacts',1,NULL);
INSERT INTO "runs" VALUES('0d22ef71ad4d4e9189e8496705fdf8fb','trial: score_matching λ=0.001 μ=0.0001 seed=0','UNKNOWN','','','unknown','FINISHED',1795388315975,1795388316022,'','active','file://{ROOT}/artifacts/golden-table1/0d22ef71ad4d4e9189e8496705fdf8fb/artifacts',1,NULL);
INSERT INTO "runs" VALUES('73ed4d6cfac64e0a90db15298cd65d11','trial: anti_score_matching λ=0.0001 seed=0','UNKNOWN','','','unknown','FINISHED',1795388316039,1795388316093,'','active','file://{ROOT}/artifacts/golden-table1/73ed4d6cfac64e0a90db15298cd65d11/artifacts',1,NULL);
INSERT INTO "runs" VALUES('17b13771ce224184b5b2bb19c32b7b7f','trial: gradient_norm λ=0.001 seed=0','UNKNOWN','','','unknown','FAILED',1795388316110,1795388316148,'','active','file://{ROOT}/artifacts/golden-table1/17b13771ce224184b5b2bb19c32b7b7f/artifacts',1,NULL);
INSERT INTO "runs" VALUES('eb0a0577498246c29b98c185e14ccaf8','golden-table2','UNKNOWN','','','unknown','FINISHED',1795388316189,1795388317578,'','active','file://{ROOT}/artifacts/golden-table2/eb0a0577498246c29b98c185e14ccaf8/artifacts',2,NULL);
INSERT INTO "runs" VALUES('4a16cf9aff2d4246904d63ff15a2eb6a','trial: baseline seed=0','UNKNOWN','','','unknown','FINISHED',1795388316235,1795388316278,'','active','file://{ROOT}/artifacts/golden-table2/4a16cf9aff2d4246904d63ff15a2eb6a/artifacts',2,NULL);
INSERT INTO "runs" VALUES('4dfcd41dad934aceb5a286952dc9bd4d','trial: score_matching λ=0.01 μ=0.01 seed=0','UNKNOWN','','','unknown','FINISHED',1795388316291,1795388316335,'','active','file://{ROOT}/artifacts/golden-table2/4dfcd41dad934aceb5a286952dc9bd4d/artifacts',2,NULL);
INSERT INTO "runs" VALUES('c3ba19fa94164a1c8d43d0871aa1069a','trial: score_matching λ=0.01 μ=0.0001 seed=0','UNKNOWN','','','unknown','FINISHED',1795388316355,1795388316397,'','active','file://{ROOT}/artifacts/golden-table2/c3ba19fa94164a1c8d43d0871aa1069a/artifacts',2,NULL);
INSERT INTO "runs" VALUES('921dba0e9cc04a6583d3d4adde7071f8','trial: score_matching λ=0.01 μ=1e-05 seed=0','UNKNOWN','','','unknown','FINISHED',1795388316409,1795388316460,'','active','file://{ROOT}/artifacts/golden-table2/921dba0e9cc04a6583d3d4adde7071f8/artifacts',2,NULL);
INSERT INTO "runs" VALUES('274cc451a26c4aff9fa0916eab075f56','trial: score_matching λ=0.001 μ=0.01 seed=0','UNKNOWN','','','unknown','FINISHED',1795388316475,1795388316533,'','active','file://{ROOT}/artifacts/golden-table2/274cc451a26c4aff9fa0916eab075f56/artifacts',2,NULL);
INSERT INTO "runs" VALUES('378b8d93909a40d2a704aa1a44310446','trial: score_matching λ=0.001 μ=0.001 seed=0','UNKNOWN','','','unknown','FINISHED',1795388316554,1795388316593,'','active','file://{ROOT}/artifacts/golden-table2/378b8d93909a40d2a704aa1a44310446/artifacts',2,NULL);
INSERT INTO "runs" VALUES('07433a3a064046a499dd1729cec2a73f','trial: score_matching λ=0.001 μ=0.0001 seed=0','UNKNOWN','','','unknown','FAILED',1795388316607,1795388316649,'','active','file://{ROOT}/artifacts/golden-table2/07433a3a064046a499dd1729cec2a73f/artifacts',2,NULL);
INSERT INTO "runs" VALUES('8bc04d18c009425eac9d01955fb01157','trial: score_matching λ=0.001 μ=1e-05 seed=0','UNKNOWN','','','unknown','FINISHED',1795388316667,1795388316739,'','active','file://{ROOT}/artifacts/golden-table2/8bc04d18c009425eac9d01955fb01157/artifacts',2,NULL);
INSERT INTO "runs" VALUES('dcd871e42aaf4eca915c4424887d3e0e','trial: score_matching λ=0.0001 μ=0.01 seed=0','UNKNOWN','','','unknown','RUNNING',1795388316759,NULL,'','active','file://{ROOT}/artifacts/golden-table2/dcd871e42aaf4eca915c4424887d3e0e/artifacts',2,NULL);
INSERT INTO "runs" VALUES('8310a18b02ce430694f5c9087f6e17f2','trial: score_matching λ=0.0001 μ=0.001 seed=0','UNKNOWN','','','unknown','FINISHED',1795388316808,1795388316857,'','active','file://{ROOT}/artifacts/golden-table2/8310a18b02ce430694f5c9087f6e17f2/artifacts',2,NULL);
INSERT INTO "runs" VALUES('4f514499f59c4341bf4fcbcbaa55265e','trial: score_matching λ=0.0001 μ=0.0001 seed=0','UNKNOWN','','','unknown','KILLED',1795388316871,1795388316922,'','active','file://{ROOT}/artifacts/golden-table2/4f514499f59c4341bf4fcbcbaa55265e/artifacts',2,NULL);
INSERT INTO "runs" VALUES('fe8c12ca52d241878262b120908df00e','trial: score_matching λ=0.0001 μ=1e-05 seed=0','UNKNOWN','','','unknown','FINISHED',1795388316939,1795388317007,'','active','file://{ROOT}/artifacts/golden-table2/fe8c12ca52d241878262b120908df00e/artifacts',2,NULL);
INSERT INTO "runs" VALUES('6fc0ae9ba09d4a52aedce72143884fff','trial: score_matching λ=1e-05 μ=0.01 seed=0','UNKNOWN','','','unknown','FINISHED',1795388317024,1795388317089,'','active','file://{ROOT}/artifacts/golden-table2/6fc0ae9ba09d4a52aedce72143884fff/artifacts',2,NULL);
INSERT INTO "runs" VALUES('a8cc0541795e43c3af88f2f6a0168e04','trial: score_matching λ=1e-05 μ=0.001 seed=0','UNKNOWN','','','unknown','FINISHED',1795388317104,1795388317164,'','active','file://{ROOT}/artifacts/golden-table2/a8cc0541795e43c3af88f2f6a0168e04/artifacts',2,NULL);
INSERT INTO "runs" VALUES('8eb80e757f35402e8e3b2d315aef99a0','trial: score_matching λ=1e-05 μ=0.0001 seed=0','UNKNOWN','','','unknown','FINISHED',1795388317183,1795388317227,'','active','file://{ROOT}/artifacts/golden-table2/8eb80e757f35402e8e3b2d315aef99a0/artifacts',2,NULL);
INSERT INTO "runs" VALUES('2be782bc09364cbd9949b1f923db8a8b','trial: score_matching λ=1e-05 μ=1e-05 seed=0','UNKNOWN','','','unknown','FINISHED',1795388317243,1795388317295,'','active','file://{ROOT}/artifacts/golden-table2/2be782bc09364cbd9949b1f923db8a8b/artifacts',2,NULL);
INSERT INTO "runs" VALUES('1e9f51adece243e3a77288e82d08e4d7','trial: score_matching λ=1e-06 μ=0.01 seed=0','UNKNOWN','','','unknown','FINISHED',1795388317310,1795388317366,'','active','file://{ROOT}/artifacts/golden-table2/1e9f51adece243e3a77288e82d08e4d7/artifacts',2,NULL);
INSERT INTO "runs" VALUES('f1614fc2676f45e591ae7c3d691a3a7e','trial: score_matching λ=1e-06 μ=0.001 seed=0','UNKNOWN','','','unknown','FINISHED',1795388317384,1795388317426,'','active','file://{ROOT}/artifacts/golden-table2/f1614fc2676f45e591ae7c3d691a3a7e/artifacts',2,NULL);
INSERT INTO "runs" VALUES('97893b949b9d42d1ad2bdfaae07a808d','trial: score_matching λ=1e-06 μ=0.0001 seed=0','UNKNOWN','','','unknown','FINISHED',1795388317447,1795388317493,'','active','file://{ROOT}/artifacts/golden-table2/97893b949b9d42d1ad2bdfaae07a808d/artifacts',2,NULL);
INSERT INTO "runs" VALUES('fc172db288cc40b58138158197a93325','trial: score_matching λ=1e-06 μ=1e-05 seed=0','UNKNOWN','','','unknown','FINISHED',1795388317507,1795388317569,'','active','file://{ROOT}/artifacts/golden-table2/fc172db288cc40b58138158197a93325/artifacts',2,NULL);
INSERT INTO "runs" VALUES('37419d8dec3c4cf8a8cbd085ef68d77f','golden-seeds','UNKNOWN','','','unknown','FINISHED',1795388317624,1795388318014,'','active','file://{ROOT}/artifacts/golden-seeds/37419d8dec3c4cf8a8cbd085ef68d77f/artifacts',3,NULL);
INSERT INTO "runs" VALUES('937f32d54d7c4a5296f9cc331fd9d8d1','judge: baseline seed=1000','UNKNOWN','','','unknown','FINISHED',1795388317659,1795388317707,'','active','file://{ROOT}/artifacts/golden-seeds/937f32d54d7c4a5296f9cc331fd9d8d1/artifacts',3,NULL);
INSERT INTO "runs" VALUES('078239bd36f049279c52550f8a0ac5f5','trial: baseline seed=0','UNKNOWN','','','unknown','FINISHED',1795388317720,1795388317766,'','active','file://{ROOT}/artifacts/golden-seeds/078239bd36f049279c52550f8a0ac5f5/artifacts',3,NULL);
INSERT INTO "runs" VALUES('8d815042b45e43d58b463b1ac0539fe1','trial: baseline seed=1','UNKNOWN','','','unknown','FINISHED',1795388317781,1795388317823,'','active','file://{ROOT}/artifacts/golden-seeds/8d815042b45e43d58b463b1ac0539fe1/artifacts',3,NULL);
INSERT INTO "runs" VALUES('0b3da4b888dc477fa93c6f584686764e','trial: baseline seed=2','UNKNOWN','','','unknown','FINISHED',1795388317839,1795388317905,'','active','file://{ROOT}/artifacts/golden-seeds/0b3da4b888dc477fa93c6f584686764e/artifacts',3,NULL);
INSERT INTO "runs" VALUES('c4d9368ea7cd46fe93046087900ee30b','trial: gradient_norm λ=0.001 seed=0','UNKNOWN','','','unknown','FINISHED',1795388317918,1795388317958,'','active','file://{ROOT}/artifacts/golden-seeds/c4d9368ea7cd46fe93046087900ee30b/artifacts',3,NULL);
INSERT INTO "runs" VALUES('e2e2603806494b7cb7b21bd4fe4f23b6','trial: gradient_norm λ=0.001 seed=1','UNKNOWN','','','unknown','FINISHED',1795388317970,1795388318009,'','active','file://{ROOT}/artifacts/golden-seeds/e2e2603806494b7cb7b21bd4fe4f23b6/artifacts',3,NULL);
CREATE TABLE scheduler_leases (
	lease_key VARCHAR(255) NOT NULL, 
	acquired_at BIGINT NOT NULL, 
	ttl_seconds INTEGER NOT NULL, 
	CONSTRAINT scheduler_leases_pk PRIMARY KEY (lease_key)
);
CREATE TABLE scorer_versions (
	scorer_id VARCHAR(36) NOT NULL, 
	scorer_version INTEGER NOT NULL, 
	serialized_scorer TEXT NOT NULL, 
	creation_time BIGINT, 
	CONSTRAINT scorer_version_pk PRIMARY KEY (scorer_id, scorer_version), 
	CONSTRAINT fk_scorer_versions_scorer_id FOREIGN KEY(scorer_id) REFERENCES scorers (scorer_id) ON DELETE CASCADE
);
CREATE TABLE scorers (
	experiment_id INTEGER NOT NULL, 
	scorer_name VARCHAR(256) NOT NULL, 
	scorer_id VARCHAR(36) NOT NULL, 
	CONSTRAINT scorer_pk PRIMARY KEY (scorer_id), 
	CONSTRAINT fk_scorers_experiment_id FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id) ON DELETE CASCADE
);
CREATE TABLE "secrets" (
	secret_id VARCHAR(36) NOT NULL, 
	secret_name VARCHAR(255) NOT NULL, 
	encrypted_value BLOB NOT NULL, 
	wrapped_dek BLOB NOT NULL, 
	kek_version INTEGER NOT NULL, 
	masked_value VARCHAR(500) NOT NULL, 
	provider VARCHAR(64), 
	auth_config TEXT, 
	description TEXT, 
	created_by VARCHAR(255), 
	created_at BIGINT NOT NULL, 
	last_updated_by VARCHAR(255), 
	last_updated_at BIGINT NOT NULL, 
	workspace VARCHAR(63) DEFAULT 'default' NOT NULL, 
	CONSTRAINT secrets_pk PRIMARY KEY (secret_id), 
	CONSTRAINT uq_secrets_workspace_secret_name UNIQUE (workspace, secret_name)
);
CREATE TABLE span_metrics (
	trace_id VARCHAR(50) NOT NULL, 
	span_id VARCHAR(50) NOT NULL, 
	"key" VARCHAR(250) NOT NULL, 
	value FLOAT, 
	CONSTRAINT span_metrics_pk PRIMARY KEY (trace_id, span_id, "key"), 
	CONSTRAINT fk_span_metrics_span FOREIGN KEY(trace_id, span_id) REFERENCES spans (trace_id, span_id) ON DELETE CASCADE
);
CREATE TABLE "spans" (
	trace_id VARCHAR(50) NOT NULL, 
	experiment_id INTEGER NOT NULL, 
	span_id VARCHAR(50) NOT NULL, 
	parent_span_id VARCHAR(50), 
	name TEXT, 
	type VARCHAR(500), 
	status VARCHAR(50) NOT NULL, 
	start_time_unix_nano BIGINT NOT NULL, 
	end_time_unix_nano BIGINT, 
	duration_ns BIGINT GENERATED ALWAYS AS (end_time_unix_nano - start_time_unix_nano) STORED, 
	content TEXT NOT NULL, 
	input_cost FLOAT, 
	output_cost FLOAT, 
	total_cost FLOAT, 
	model_name VARCHAR(500), 
	model_provider VARCHAR(500), 
	CONSTRAINT spans_pk PRIMARY KEY (trace_id, span_id), 
	CONSTRAINT fk_spans_experiment_id FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id), 
	CONSTRAINT fk_spans_trace_id FOREIGN KEY(trace_id) REFERENCES trace_info (request_id) ON DELETE CASCADE
);
CREATE TABLE sql_assessment_daily_rollups (
	id INTEGER NOT NULL, 
	experiment_id INTEGER NOT NULL, 
	rollup_day DATE NOT NULL, 
	metric_name VARCHAR(250) NOT NULL, 
	grouping_set VARCHAR(50) NOT NULL, 
	sample_count BIGINT NOT NULL, 
	sum_value FLOAT, 
	min_value FLOAT, 
	max_value FLOAT, 
	CONSTRAINT sql_assessment_daily_rollups_pk PRIMARY KEY (id)
);
CREATE TABLE sql_span_cost_daily_rollups (
	id INTEGER NOT NULL, 
	experiment_id INTEGER NOT NULL, 
	rollup_day DATE NOT NULL, 
	metric_name VARCHAR(250) NOT NULL, 
	grouping_set VARCHAR(50) NOT NULL, 
	model_name VARCHAR(500), 
	model_provider VARCHAR(500), 
	sample_count BIGINT NOT NULL, 
	sum_value FLOAT, 
	min_value FLOAT, 
	max_value FLOAT, 
	CONSTRAINT sql_span_cost_daily_rollups_pk PRIMARY KEY (id)
);
CREATE TABLE sql_trace_metric_daily_rollups (
	id INTEGER NOT NULL, 
	experiment_id INTEGER NOT NULL, 
	rollup_day DATE NOT NULL, 
	metric_name VARCHAR(250) NOT NULL, 
	grouping_set VARCHAR(50) NOT NULL, 
	trace_status VARCHAR(50), 
	sample_count BIGINT NOT NULL, 
	sum_value FLOAT, 
	min_value FLOAT, 
	max_value FLOAT, 
	p50_value FLOAT, 
	p90_value FLOAT, 
	p99_value FLOAT, 
	CONSTRAINT sql_trace_metric_daily_rollups_pk PRIMARY KEY (id)
);
CREATE TABLE sql_trace_rollup_rebuild_queue (
	experiment_id INTEGER NOT NULL, 
	rollup_day DATE NOT NULL, 
	rollup_family VARCHAR(50) NOT NULL, 
	CONSTRAINT sql_trace_rollup_rebuild_queue_pk PRIMARY KEY (experiment_id, rollup_day, rollup_family)
);
CREATE TABLE "tags" (
	"key" VARCHAR(250) NOT NULL, 
	value VARCHAR(8000), 
	run_uuid VARCHAR(32) NOT NULL, 
	CONSTRAINT tag_pk PRIMARY KEY ("key", run_uuid), 
	FOREIGN KEY(run_uuid) REFERENCES runs (run_uuid)
);
INSERT INTO "tags" VALUES('scoresweep.role','sweep','58c0701ab9f541168f9cc10a138e4b8f');
INSERT INTO "tags" VALUES('scoresweep.sweep','golden-table1','58c0701ab9f541168f9cc10a138e4b8f');
INSERT INTO "tags" VALUES('mlflow.runName','golden-table1','58c0701ab9f541168f9cc10a138e4b8f');
INSERT INTO "tags" VALUES('mlflow.note.content','Table 1 of Srinivas & Fleuret (ICLR 2021), with the settings of the paper.','58c0701ab9f541168f9cc10a138e4b8f');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','afc3ed5a4d57df5379e5b21e353883c2d87cc771','58c0701ab9f541168f9cc10a138e4b8f');
INSERT INTO "tags" VALUES('scoresweep.git_dirty','true','58c0701ab9f541168f9cc10a138e4b8f');
INSERT INTO "tags" VALUES('scoresweep.trial_key','fa695fd0e0f8be32e53ab76c89cd156102d9d8e7a8607f2f738ed4a9fe2c3dbc','3e280f2594a74b5480ab69531bc3e1da');
INSERT INTO "tags" VALUES('scoresweep.role','judge','3e280f2594a74b5480ab69531bc3e1da');
INSERT INTO "tags" VALUES('scoresweep.sweep','golden-table1','3e280f2594a74b5480ab69531bc3e1da');
INSERT INTO "tags" VALUES('scoresweep.variant','baseline','3e280f2594a74b5480ab69531bc3e1da');
INSERT INTO "tags" VALUES('scoresweep.seed','1000','3e280f2594a74b5480ab69531bc3e1da');
INSERT INTO "tags" VALUES('scoresweep.data_fingerprint','torchvision:cifar100:eb9058c3a382ffc7106e4002c42a8d85','3e280f2594a74b5480ab69531bc3e1da');
INSERT INTO "tags" VALUES('mlflow.parentRunId','58c0701ab9f541168f9cc10a138e4b8f','3e280f2594a74b5480ab69531bc3e1da');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','afc3ed5a4d57df5379e5b21e353883c2d87cc771','3e280f2594a74b5480ab69531bc3e1da');
INSERT INTO "tags" VALUES('scoresweep.git_dirty','true','3e280f2594a74b5480ab69531bc3e1da');
INSERT INTO "tags" VALUES('mlflow.runName','judge: baseline seed=1000','3e280f2594a74b5480ab69531bc3e1da');
INSERT INTO "tags" VALUES('scoresweep.measurement.test_accuracy','328e56a0bfcfc3e6ec499a9169c4676e202b9dea2b5f1f9f67fb5084918d7b40','3e280f2594a74b5480ab69531bc3e1da');
INSERT INTO "tags" VALUES('scoresweep.measurement.gan_test','151ae23e5efe49d335b38fad139212959d6260dce6f36f89022fc168b3ef66f7','3e280f2594a74b5480ab69531bc3e1da');
INSERT INTO "tags" VALUES('scoresweep.trial_key','3e68d02d6694101f95f8bb4b0abfed425b65aa2474d4dbfdf923d7edb22696fa','89fa1f5985d849779661b608f0148534');
INSERT INTO "tags" VALUES('scoresweep.role','trial','89fa1f5985d849779661b608f0148534');
INSERT INTO "tags" VALUES('scoresweep.sweep','golden-table1','89fa1f5985d849779661b608f0148534');
INSERT INTO "tags" VALUES('scoresweep.variant','baseline','89fa1f5985d849779661b608f0148534');
INSERT INTO "tags" VALUES('scoresweep.seed','0','89fa1f5985d849779661b608f0148534');
INSERT INTO "tags" VALUES('scoresweep.data_fingerprint','torchvision:cifar100:eb9058c3a382ffc7106e4002c42a8d85','89fa1f5985d849779661b608f0148534');
INSERT INTO "tags" VALUES('mlflow.parentRunId','58c0701ab9f541168f9cc10a138e4b8f','89fa1f5985d849779661b608f0148534');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','afc3ed5a4d57df5379e5b21e353883c2d87cc771','89fa1f5985d849779661b608f0148534');
INSERT INTO "tags" VALUES('scoresweep.git_dirty','true','89fa1f5985d849779661b608f0148534');
INSERT INTO "tags" VALUES('mlflow.runName','trial: baseline seed=0','89fa1f5985d849779661b608f0148534');
INSERT INTO "tags" VALUES('scoresweep.measurement.test_accuracy','328e56a0bfcfc3e6ec499a9169c4676e202b9dea2b5f1f9f67fb5084918d7b40','89fa1f5985d849779661b608f0148534');
INSERT INTO "tags" VALUES('scoresweep.measurement.gan_test','151ae23e5efe49d335b38fad139212959d6260dce6f36f89022fc168b3ef66f7','89fa1f5985d849779661b608f0148534');
INSERT INTO "tags" VALUES('scoresweep.trial_key','ac8c2bd2ac585855db9b503a118f9e113129af8b5897369f55cf259298d6560d','0d22ef71ad4d4e9189e8496705fdf8fb');
INSERT INTO "tags" VALUES('scoresweep.role','trial','0d22ef71ad4d4e9189e8496705fdf8fb');
INSERT INTO "tags" VALUES('scoresweep.sweep','golden-table1','0d22ef71ad4d4e9189e8496705fdf8fb');
INSERT INTO "tags" VALUES('scoresweep.variant','score_matching','0d22ef71ad4d4e9189e8496705fdf8fb');
INSERT INTO "tags" VALUES('scoresweep.seed','0','0d22ef71ad4d4e9189e8496705fdf8fb');
INSERT INTO "tags" VALUES('scoresweep.data_fingerprint','torchvision:cifar100:eb9058c3a382ffc7106e4002c42a8d85','0d22ef71ad4d4e9189e8496705fdf8fb');
INSERT INTO "tags" VALUES('mlflow.parentRunId','58c0701ab9f541168f9cc10a138e4b8f','0d22ef71ad4d4e9189e8496705fdf8fb');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','afc3ed5a4d57df5379e5b21e353883c2d87cc771','0d22ef71ad4d4e9189e8496705fdf8fb');
INSERT INTO "tags" VALUES('scoresweep.git_dirty','true','0d22ef71ad4d4e9189e8496705fdf8fb');
INSERT INTO "tags" VALUES('mlflow.runName','trial: score_matching λ=0.001 μ=0.0001 seed=0','0d22ef71ad4d4e9189e8496705fdf8fb');
INSERT INTO "tags" VALUES('scoresweep.measurement.test_accuracy','328e56a0bfcfc3e6ec499a9169c4676e202b9dea2b5f1f9f67fb5084918d7b40','0d22ef71ad4d4e9189e8496705fdf8fb');
INSERT INTO "tags" VALUES('scoresweep.measurement.gan_test','151ae23e5efe49d335b38fad139212959d6260dce6f36f89022fc168b3ef66f7','0d22ef71ad4d4e9189e8496705fdf8fb');
INSERT INTO "tags" VALUES('scoresweep.trial_key','377cc0e3f70ded6c1a266cf50dd657780b5a18567ef713b67835393c7c6445ba','73ed4d6cfac64e0a90db15298cd65d11');
INSERT INTO "tags" VALUES('scoresweep.role','trial','73ed4d6cfac64e0a90db15298cd65d11');
INSERT INTO "tags" VALUES('scoresweep.sweep','golden-table1','73ed4d6cfac64e0a90db15298cd65d11');
INSERT INTO "tags" VALUES('scoresweep.variant','anti_score_matching','73ed4d6cfac64e0a90db15298cd65d11');
INSERT INTO "tags" VALUES('scoresweep.seed','0','73ed4d6cfac64e0a90db15298cd65d11');
INSERT INTO "tags" VALUES('scoresweep.data_fingerprint','torchvision:cifar100:eb9058c3a382ffc7106e4002c42a8d85','73ed4d6cfac64e0a90db15298cd65d11');
INSERT INTO "tags" VALUES('mlflow.parentRunId','58c0701ab9f541168f9cc10a138e4b8f','73ed4d6cfac64e0a90db15298cd65d11');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','afc3ed5a4d57df5379e5b21e353883c2d87cc771','73ed4d6cfac64e0a90db15298cd65d11');
INSERT INTO "tags" VALUES('scoresweep.git_dirty','true','73ed4d6cfac64e0a90db15298cd65d11');
INSERT INTO "tags" VALUES('mlflow.runName','trial: anti_score_matching λ=0.0001 seed=0','73ed4d6cfac64e0a90db15298cd65d11');
INSERT INTO "tags" VALUES('scoresweep.measurement.test_accuracy','328e56a0bfcfc3e6ec499a9169c4676e202b9dea2b5f1f9f67fb5084918d7b40','73ed4d6cfac64e0a90db15298cd65d11');
INSERT INTO "tags" VALUES('scoresweep.measurement.gan_test','151ae23e5efe49d335b38fad139212959d6260dce6f36f89022fc168b3ef66f7','73ed4d6cfac64e0a90db15298cd65d11');
INSERT INTO "tags" VALUES('scoresweep.outcome','diverged','73ed4d6cfac64e0a90db15298cd65d11');
INSERT INTO "tags" VALUES('scoresweep.diverged_at_step','1234','73ed4d6cfac64e0a90db15298cd65d11');
INSERT INTO "tags" VALUES('scoresweep.trial_key','dc4e3a73878afcc783631e6d135d3c6b727b58e2dd2c8dabd81d1193910808fa','17b13771ce224184b5b2bb19c32b7b7f');
INSERT INTO "tags" VALUES('scoresweep.role','trial','17b13771ce224184b5b2bb19c32b7b7f');
INSERT INTO "tags" VALUES('scoresweep.sweep','golden-table1','17b13771ce224184b5b2bb19c32b7b7f');
INSERT INTO "tags" VALUES('scoresweep.variant','gradient_norm','17b13771ce224184b5b2bb19c32b7b7f');
INSERT INTO "tags" VALUES('scoresweep.seed','0','17b13771ce224184b5b2bb19c32b7b7f');
INSERT INTO "tags" VALUES('scoresweep.data_fingerprint','torchvision:cifar100:eb9058c3a382ffc7106e4002c42a8d85','17b13771ce224184b5b2bb19c32b7b7f');
INSERT INTO "tags" VALUES('mlflow.parentRunId','58c0701ab9f541168f9cc10a138e4b8f','17b13771ce224184b5b2bb19c32b7b7f');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','afc3ed5a4d57df5379e5b21e353883c2d87cc771','17b13771ce224184b5b2bb19c32b7b7f');
INSERT INTO "tags" VALUES('scoresweep.git_dirty','true','17b13771ce224184b5b2bb19c32b7b7f');
INSERT INTO "tags" VALUES('mlflow.runName','trial: gradient_norm λ=0.001 seed=0','17b13771ce224184b5b2bb19c32b7b7f');
INSERT INTO "tags" VALUES('scoresweep.measurement.test_accuracy','328e56a0bfcfc3e6ec499a9169c4676e202b9dea2b5f1f9f67fb5084918d7b40','17b13771ce224184b5b2bb19c32b7b7f');
INSERT INTO "tags" VALUES('scoresweep.measurement.gan_test','151ae23e5efe49d335b38fad139212959d6260dce6f36f89022fc168b3ef66f7','17b13771ce224184b5b2bb19c32b7b7f');
INSERT INTO "tags" VALUES('scoresweep.role','sweep','eb0a0577498246c29b98c185e14ccaf8');
INSERT INTO "tags" VALUES('scoresweep.sweep','golden-table2','eb0a0577498246c29b98c185e14ccaf8');
INSERT INTO "tags" VALUES('mlflow.runName','golden-table2','eb0a0577498246c29b98c185e14ccaf8');
INSERT INTO "tags" VALUES('mlflow.note.content','Table 2 of Srinivas & Fleuret (ICLR 2021), with the settings of the paper.','eb0a0577498246c29b98c185e14ccaf8');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','afc3ed5a4d57df5379e5b21e353883c2d87cc771','eb0a0577498246c29b98c185e14ccaf8');
INSERT INTO "tags" VALUES('scoresweep.git_dirty','true','eb0a0577498246c29b98c185e14ccaf8');
INSERT INTO "tags" VALUES('scoresweep.trial_key','3e68d02d6694101f95f8bb4b0abfed425b65aa2474d4dbfdf923d7edb22696fa','4a16cf9aff2d4246904d63ff15a2eb6a');
INSERT INTO "tags" VALUES('scoresweep.role','trial','4a16cf9aff2d4246904d63ff15a2eb6a');
INSERT INTO "tags" VALUES('scoresweep.sweep','golden-table2','4a16cf9aff2d4246904d63ff15a2eb6a');
INSERT INTO "tags" VALUES('scoresweep.variant','baseline','4a16cf9aff2d4246904d63ff15a2eb6a');
INSERT INTO "tags" VALUES('scoresweep.seed','0','4a16cf9aff2d4246904d63ff15a2eb6a');
INSERT INTO "tags" VALUES('scoresweep.data_fingerprint','torchvision:cifar100:eb9058c3a382ffc7106e4002c42a8d85','4a16cf9aff2d4246904d63ff15a2eb6a');
INSERT INTO "tags" VALUES('mlflow.parentRunId','eb0a0577498246c29b98c185e14ccaf8','4a16cf9aff2d4246904d63ff15a2eb6a');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','afc3ed5a4d57df5379e5b21e353883c2d87cc771','4a16cf9aff2d4246904d63ff15a2eb6a');
INSERT INTO "tags" VALUES('scoresweep.git_dirty','true','4a16cf9aff2d4246904d63ff15a2eb6a');
INSERT INTO "tags" VALUES('mlflow.runName','trial: baseline seed=0','4a16cf9aff2d4246904d63ff15a2eb6a');
INSERT INTO "tags" VALUES('scoresweep.measurement.test_accuracy','328e56a0bfcfc3e6ec499a9169c4676e202b9dea2b5f1f9f67fb5084918d7b40','4a16cf9aff2d4246904d63ff15a2eb6a');
INSERT INTO "tags" VALUES('scoresweep.measurement.gan_test','8a5a0880849df383edf72e5b907848d58346a4cdda492772b161136ec30ee7a3','4a16cf9aff2d4246904d63ff15a2eb6a');
INSERT INTO "tags" VALUES('scoresweep.trial_key','2a607df72f53e26edd436e46a733f6be47de4c5474e02a0b3806a087342048e9','4dfcd41dad934aceb5a286952dc9bd4d');
INSERT INTO "tags" VALUES('scoresweep.role','trial','4dfcd41dad934aceb5a286952dc9bd4d');
INSERT INTO "tags" VALUES('scoresweep.sweep','golden-table2','4dfcd41dad934aceb5a286952dc9bd4d');
INSERT INTO "tags" VALUES('scoresweep.variant','score_matching','4dfcd41dad934aceb5a286952dc9bd4d');
INSERT INTO "tags" VALUES('scoresweep.seed','0','4dfcd41dad934aceb5a286952dc9bd4d');
INSERT INTO "tags" VALUES('scoresweep.data_fingerprint','torchvision:cifar100:eb9058c3a382ffc7106e4002c42a8d85','4dfcd41dad934aceb5a286952dc9bd4d');
INSERT INTO "tags" VALUES('mlflow.parentRunId','eb0a0577498246c29b98c185e14ccaf8','4dfcd41dad934aceb5a286952dc9bd4d');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','afc3ed5a4d57df5379e5b21e353883c2d87cc771','4dfcd41dad934aceb5a286952dc9bd4d');
INSERT INTO "tags" VALUES('scoresweep.git_dirty','true','4dfcd41dad934aceb5a286952dc9bd4d');
INSERT INTO "tags" VALUES('mlflow.runName','trial: score_matching λ=0.01 μ=0.01 seed=0','4dfcd41dad934aceb5a286952dc9bd4d');
INSERT INTO "tags" VALUES('scoresweep.measurement.test_accuracy','328e56a0bfcfc3e6ec499a9169c4676e202b9dea2b5f1f9f67fb5084918d7b40','4dfcd41dad934aceb5a286952dc9bd4d');
INSERT INTO "tags" VALUES('scoresweep.measurement.gan_test','8a5a0880849df383edf72e5b907848d58346a4cdda492772b161136ec30ee7a3','4dfcd41dad934aceb5a286952dc9bd4d');
INSERT INTO "tags" VALUES('scoresweep.trial_key','b887ccc20cad4a7c21c5b4caa4dc23d3417c4f2b61e68457fd9e1ee2d04b92c8','c3ba19fa94164a1c8d43d0871aa1069a');
INSERT INTO "tags" VALUES('scoresweep.role','trial','c3ba19fa94164a1c8d43d0871aa1069a');
INSERT INTO "tags" VALUES('scoresweep.sweep','golden-table2','c3ba19fa94164a1c8d43d0871aa1069a');
INSERT INTO "tags" VALUES('scoresweep.variant','score_matching','c3ba19fa94164a1c8d43d0871aa1069a');
INSERT INTO "tags" VALUES('scoresweep.seed','0','c3ba19fa94164a1c8d43d0871aa1069a');
INSERT INTO "tags" VALUES('scoresweep.data_fingerprint','torchvision:cifar100:eb9058c3a382ffc7106e4002c42a8d85','c3ba19fa94164a1c8d43d0871aa1069a');
INSERT INTO "tags" VALUES('mlflow.parentRunId','eb0a0577498246c29b98c185e14ccaf8','c3ba19fa94164a1c8d43d0871aa1069a');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','afc3ed5a4d57df5379e5b21e353883c2d87cc771','c3ba19fa94164a1c8d43d0871aa1069a');
INSERT INTO "tags" VALUES('scoresweep.git_dirty','true','c3ba19fa94164a1c8d43d0871aa1069a');
INSERT INTO "tags" VALUES('mlflow.runName','trial: score_matching λ=0.01 μ=0.0001 seed=0','c3ba19fa94164a1c8d43d0871aa1069a');
INSERT INTO "tags" VALUES('scoresweep.measurement.test_accuracy','328e56a0bfcfc3e6ec499a9169c4676e202b9dea2b5f1f9f67fb5084918d7b40','c3ba19fa94164a1c8d43d0871aa1069a');
INSERT INTO "tags" VALUES('scoresweep.measurement.gan_test','8a5a0880849df383edf72e5b907848d58346a4cdda492772b161136ec30ee7a3','c3ba19fa94164a1c8d43d0871aa1069a');
INSERT INTO "tags" VALUES('scoresweep.trial_key','cc244b171395dabb35dff91eff09349d524e78a290d6e57a30857098f329a889','921dba0e9cc04a6583d3d4adde7071f8');
INSERT INTO "tags" VALUES('scoresweep.role','trial','921dba0e9cc04a6583d3d4adde7071f8');
INSERT INTO "tags" VALUES('scoresweep.sweep','golden-table2','921dba0e9cc04a6583d3d4adde7071f8');
INSERT INTO "tags" VALUES('scoresweep.variant','score_matching','921dba0e9cc04a6583d3d4adde7071f8');
INSERT INTO "tags" VALUES('scoresweep.seed','0','921dba0e9cc04a6583d3d4adde7071f8');
INSERT INTO "tags" VALUES('scoresweep.data_fingerprint','torchvision:cifar100:eb9058c3a382ffc7106e4002c42a8d85','921dba0e9cc04a6583d3d4adde7071f8');
INSERT INTO "tags" VALUES('mlflow.parentRunId','eb0a0577498246c29b98c185e14ccaf8','921dba0e9cc04a6583d3d4adde7071f8');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','afc3ed5a4d57df5379e5b21e353883c2d87cc771','921dba0e9cc04a6583d3d4adde7071f8');
INSERT INTO "tags" VALUES('scoresweep.git_dirty','true','921dba0e9cc04a6583d3d4adde7071f8');
INSERT INTO "tags" VALUES('mlflow.runName','trial: score_matching λ=0.01 μ=1e-05 seed=0','921dba0e9cc04a6583d3d4adde7071f8');
INSERT INTO "tags" VALUES('scoresweep.measurement.test_accuracy','328e56a0bfcfc3e6ec499a9169c4676e202b9dea2b5f1f9f67fb5084918d7b40','921dba0e9cc04a6583d3d4adde7071f8');
INSERT INTO "tags" VALUES('scoresweep.measurement.gan_test','8a5a0880849df383edf72e5b907848d58346a4cdda492772b161136ec30ee7a3','921dba0e9cc04a6583d3d4adde7071f8');
INSERT INTO "tags" VALUES('scoresweep.outcome','diverged','921dba0e9cc04a6583d3d4adde7071f8');
INSERT INTO "tags" VALUES('scoresweep.diverged_at_step','1234','921dba0e9cc04a6583d3d4adde7071f8');
INSERT INTO "tags" VALUES('scoresweep.trial_key','d404b499029f596e7413727696ca60b54d5c7c25ec2f678044d8619753457d3f','274cc451a26c4aff9fa0916eab075f56');
INSERT INTO "tags" VALUES('scoresweep.role','trial','274cc451a26c4aff9fa0916eab075f56');
INSERT INTO "tags" VALUES('scoresweep.sweep','golden-table2','274cc451a26c4aff9fa0916eab075f56');
INSERT INTO "tags" VALUES('scoresweep.variant','score_matching','274cc451a26c4aff9fa0916eab075f56');
INSERT INTO "tags" VALUES('scoresweep.seed','0','274cc451a26c4aff9fa0916eab075f56');
INSERT INTO "tags" VALUES('scoresweep.data_fingerprint','torchvision:cifar100:eb9058c3a382ffc7106e4002c42a8d85','274cc451a26c4aff9fa0916eab075f56');
INSERT INTO "tags" VALUES('mlflow.parentRunId','eb0a0577498246c29b98c185e14ccaf8','274cc451a26c4aff9fa0916eab075f56');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','afc3ed5a4d57df5379e5b21e353883c2d87cc771','274cc451a26c4aff9fa0916eab075f56');
INSERT INTO "tags" VALUES('scoresweep.git_dirty','true','274cc451a26c4aff9fa0916eab075f56');
INSERT INTO "tags" VALUES('mlflow.runName','trial: score_matching λ=0.001 μ=0.01 seed=0','274cc451a26c4aff9fa0916eab075f56');
INSERT INTO "tags" VALUES('scoresweep.measurement.test_accuracy','328e56a0bfcfc3e6ec499a9169c4676e202b9dea2b5f1f9f67fb5084918d7b40','274cc451a26c4aff9fa0916eab075f56');
INSERT INTO "tags" VALUES('scoresweep.measurement.gan_test','8a5a0880849df383edf72e5b907848d58346a4cdda492772b161136ec30ee7a3','274cc451a26c4aff9fa0916eab075f56');
INSERT INTO "tags" VALUES('scoresweep.trial_key','0617abb32c47f4b441ddcdd2052fac9b18a7f96dad026235e814f341f4eabd57','378b8d93909a40d2a704aa1a44310446');
INSERT INTO "tags" VALUES('scoresweep.role','trial','378b8d93909a40d2a704aa1a44310446');
INSERT INTO "tags" VALUES('scoresweep.sweep','golden-table2','378b8d93909a40d2a704aa1a44310446');
INSERT INTO "tags" VALUES('scoresweep.variant','score_matching','378b8d93909a40d2a704aa1a44310446');
INSERT INTO "tags" VALUES('scoresweep.seed','0','378b8d93909a40d2a704aa1a44310446');
INSERT INTO "tags" VALUES('scoresweep.data_fingerprint','torchvision:cifar100:eb9058c3a382ffc7106e4002c42a8d85','378b8d93909a40d2a704aa1a44310446');
INSERT INTO "tags" VALUES('mlflow.parentRunId','eb0a0577498246c29b98c185e14ccaf8','378b8d93909a40d2a704aa1a44310446');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','afc3ed5a4d57df5379e5b21e353883c2d87cc771','378b8d93909a40d2a704aa1a44310446');
INSERT INTO "tags" VALUES('scoresweep.git_dirty','true','378b8d93909a40d2a704aa1a44310446');
INSERT INTO "tags" VALUES('mlflow.runName','trial: score_matching λ=0.001 μ=0.001 seed=0','378b8d93909a40d2a704aa1a44310446');
INSERT INTO "tags" VALUES('scoresweep.measurement.test_accuracy','328e56a0bfcfc3e6ec499a9169c4676e202b9dea2b5f1f9f67fb5084918d7b40','378b8d93909a40d2a704aa1a44310446');
INSERT INTO "tags" VALUES('scoresweep.measurement.gan_test','8a5a0880849df383edf72e5b907848d58346a4cdda492772b161136ec30ee7a3','378b8d93909a40d2a704aa1a44310446');
INSERT INTO "tags" VALUES('scoresweep.trial_key','ac8c2bd2ac585855db9b503a118f9e113129af8b5897369f55cf259298d6560d','07433a3a064046a499dd1729cec2a73f');
INSERT INTO "tags" VALUES('scoresweep.role','trial','07433a3a064046a499dd1729cec2a73f');
INSERT INTO "tags" VALUES('scoresweep.sweep','golden-table2','07433a3a064046a499dd1729cec2a73f');
INSERT INTO "tags" VALUES('scoresweep.variant','score_matching','07433a3a064046a499dd1729cec2a73f');
INSERT INTO "tags" VALUES('scoresweep.seed','0','07433a3a064046a499dd1729cec2a73f');
INSERT INTO "tags" VALUES('scoresweep.data_fingerprint','torchvision:cifar100:eb9058c3a382ffc7106e4002c42a8d85','07433a3a064046a499dd1729cec2a73f');
INSERT INTO "tags" VALUES('mlflow.parentRunId','eb0a0577498246c29b98c185e14ccaf8','07433a3a064046a499dd1729cec2a73f');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','afc3ed5a4d57df5379e5b21e353883c2d87cc771','07433a3a064046a499dd1729cec2a73f');
INSERT INTO "tags" VALUES('scoresweep.git_dirty','true','07433a3a064046a499dd1729cec2a73f');
INSERT INTO "tags" VALUES('mlflow.runName','trial: score_matching λ=0.001 μ=0.0001 seed=0','07433a3a064046a499dd1729cec2a73f');
INSERT INTO "tags" VALUES('scoresweep.measurement.test_accuracy','328e56a0bfcfc3e6ec499a9169c4676e202b9dea2b5f1f9f67fb5084918d7b40','07433a3a064046a499dd1729cec2a73f');
INSERT INTO "tags" VALUES('scoresweep.measurement.gan_test','8a5a0880849df383edf72e5b907848d58346a4cdda492772b161136ec30ee7a3','07433a3a064046a499dd1729cec2a73f');
INSERT INTO "tags" VALUES('scoresweep.trial_key','907ae947b4668dd678668ee471fc5d37c8ca562da75f8fe2f5e9bb652a009688','8bc04d18c009425eac9d01955fb01157');
INSERT INTO "tags" VALUES('scoresweep.role','trial','8bc04d18c009425eac9d01955fb01157');
INSERT INTO "tags" VALUES('scoresweep.sweep','golden-table2','8bc04d18c009425eac9d01955fb01157');
INSERT INTO "tags" VALUES('scoresweep.variant','score_matching','8bc04d18c009425eac9d01955fb01157');
INSERT INTO "tags" VALUES('scoresweep.seed','0','8bc04d18c009425eac9d01955fb01157');
INSERT INTO "tags" VALUES('scoresweep.data_fingerprint','torchvision:cifar100:eb9058c3a382ffc7106e4002c42a8d85','8bc04d18c009425eac9d01955fb01157');
INSERT INTO "tags" VALUES('mlflow.parentRunId','eb0a0577498246c29b98c185e14ccaf8','8bc04d18c009425eac9d01955fb01157');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','afc3ed5a4d57df5379e5b21e353883c2d87cc771','8bc04d18c009425eac9d01955fb01157');
INSERT INTO "tags" VALUES('scoresweep.git_dirty','true','8bc04d18c009425eac9d01955fb01157');
INSERT INTO "tags" VALUES('mlflow.runName','trial: score_matching λ=0.001 μ=1e-05 seed=0','8bc04d18c009425eac9d01955fb01157');
INSERT INTO "tags" VALUES('scoresweep.measurement.test_accuracy','328e56a0bfcfc3e6ec499a9169c4676e202b9dea2b5f1f9f67fb5084918d7b40','8bc04d18c009425eac9d01955fb01157');
INSERT INTO "tags" VALUES('scoresweep.measurement.gan_test','8a5a0880849df383edf72e5b907848d58346a4cdda492772b161136ec30ee7a3','8bc04d18c009425eac9d01955fb01157');
INSERT INTO "tags" VALUES('scoresweep.trial_key','dcab547e3d22ee0bb0360df8677149f05bc38dd56a020797bdbcc3f521284d29','dcd871e42aaf4eca915c4424887d3e0e');
INSERT INTO "tags" VALUES('scoresweep.role','trial','dcd871e42aaf4eca915c4424887d3e0e');
INSERT INTO "tags" VALUES('scoresweep.sweep','golden-table2','dcd871e42aaf4eca915c4424887d3e0e');
INSERT INTO "tags" VALUES('scoresweep.variant','score_matching','dcd871e42aaf4eca915c4424887d3e0e');
INSERT INTO "tags" VALUES('scoresweep.seed','0','dcd871e42aaf4eca915c4424887d3e0e');
INSERT INTO "tags" VALUES('scoresweep.data_fingerprint','torchvision:cifar100:eb9058c3a382ffc7106e4002c42a8d85','dcd871e42aaf4eca915c4424887d3e0e');
INSERT INTO "tags" VALUES('mlflow.parentRunId','eb0a0577498246c29b98c185e14ccaf8','dcd871e42aaf4eca915c4424887d3e0e');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','afc3ed5a4d57df5379e5b21e353883c2d87cc771','dcd871e42aaf4eca915c4424887d3e0e');
INSERT INTO "tags" VALUES('scoresweep.git_dirty','true','dcd871e42aaf4eca915c4424887d3e0e');
INSERT INTO "tags" VALUES('mlflow.runName','trial: score_matching λ=0.0001 μ=0.01 seed=0','dcd871e42aaf4eca915c4424887d3e0e');
INSERT INTO "tags" VALUES('scoresweep.measurement.test_accuracy','328e56a0bfcfc3e6ec499a9169c4676e202b9dea2b5f1f9f67fb5084918d7b40','dcd871e42aaf4eca915c4424887d3e0e');
INSERT INTO "tags" VALUES('scoresweep.measurement.gan_test','8a5a0880849df383edf72e5b907848d58346a4cdda492772b161136ec30ee7a3','dcd871e42aaf4eca915c4424887d3e0e');
INSERT INTO "tags" VALUES('scoresweep.trial_key','72eb509bbf41f6ef2b85a1da43ade4b2abf2c72d14382fa1f64952803a317c56','8310a18b02ce430694f5c9087f6e17f2');
INSERT INTO "tags" VALUES('scoresweep.role','trial','8310a18b02ce430694f5c9087f6e17f2');
INSERT INTO "tags" VALUES('scoresweep.sweep','golden-table2','8310a18b02ce430694f5c9087f6e17f2');
INSERT INTO "tags" VALUES('scoresweep.variant','score_matching','8310a18b02ce430694f5c9087f6e17f2');
INSERT INTO "tags" VALUES('scoresweep.seed','0','8310a18b02ce430694f5c9087f6e17f2');
INSERT INTO "tags" VALUES('scoresweep.data_fingerprint','torchvision:cifar100:eb9058c3a382ffc7106e4002c42a8d85','8310a18b02ce430694f5c9087f6e17f2');
INSERT INTO "tags" VALUES('mlflow.parentRunId','eb0a0577498246c29b98c185e14ccaf8','8310a18b02ce430694f5c9087f6e17f2');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','afc3ed5a4d57df5379e5b21e353883c2d87cc771','8310a18b02ce430694f5c9087f6e17f2');
INSERT INTO "tags" VALUES('scoresweep.git_dirty','true','8310a18b02ce430694f5c9087f6e17f2');
INSERT INTO "tags" VALUES('mlflow.runName','trial: score_matching λ=0.0001 μ=0.001 seed=0','8310a18b02ce430694f5c9087f6e17f2');
INSERT INTO "tags" VALUES('scoresweep.measurement.test_accuracy','328e56a0bfcfc3e6ec499a9169c4676e202b9dea2b5f1f9f67fb5084918d7b40','8310a18b02ce430694f5c9087f6e17f2');
INSERT INTO "tags" VALUES('scoresweep.measurement.gan_test','8a5a0880849df383edf72e5b907848d58346a4cdda492772b161136ec30ee7a3','8310a18b02ce430694f5c9087f6e17f2');
INSERT INTO "tags" VALUES('scoresweep.trial_key','075788bdd8d7286f5855947bc6809d289f6e1628db67517c64e7bc8dbaa08033','4f514499f59c4341bf4fcbcbaa55265e');
INSERT INTO "tags" VALUES('scoresweep.role','trial','4f514499f59c4341bf4fcbcbaa55265e');
INSERT INTO "tags" VALUES('scoresweep.sweep','golden-table2','4f514499f59c4341bf4fcbcbaa55265e');
INSERT INTO "tags" VALUES('scoresweep.variant','score_matching','4f514499f59c4341bf4fcbcbaa55265e');
INSERT INTO "tags" VALUES('scoresweep.seed','0','4f514499f59c4341bf4fcbcbaa55265e');
INSERT INTO "tags" VALUES('scoresweep.data_fingerprint','torchvision:cifar100:eb9058c3a382ffc7106e4002c42a8d85','4f514499f59c4341bf4fcbcbaa55265e');
INSERT INTO "tags" VALUES('mlflow.parentRunId','eb0a0577498246c29b98c185e14ccaf8','4f514499f59c4341bf4fcbcbaa55265e');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','afc3ed5a4d57df5379e5b21e353883c2d87cc771','4f514499f59c4341bf4fcbcbaa55265e');
INSERT INTO "tags" VALUES('scoresweep.git_dirty','true','4f514499f59c4341bf4fcbcbaa55265e');
INSERT INTO "tags" VALUES('mlflow.runName','trial: score_matching λ=0.0001 μ=0.0001 seed=0','4f514499f59c4341bf4fcbcbaa55265e');
INSERT INTO "tags" VALUES('scoresweep.measurement.test_accuracy','328e56a0bfcfc3e6ec499a9169c4676e202b9dea2b5f1f9f67fb5084918d7b40','4f514499f59c4341bf4fcbcbaa55265e');
INSERT INTO "tags" VALUES('scoresweep.measurement.gan_test','8a5a0880849df383edf72e5b907848d58346a4cdda492772b161136ec30ee7a3','4f514499f59c4341bf4fcbcbaa55265e');
INSERT INTO "tags" VALUES('scoresweep.trial_key','0456a86544e8253e3af1726cf33de70b6afc4162cfe80b0c336d06779b405dd7','fe8c12ca52d241878262b120908df00e');
INSERT INTO "tags" VALUES('scoresweep.role','trial','fe8c12ca52d241878262b120908df00e');
INSERT INTO "tags" VALUES('scoresweep.sweep','golden-table2','fe8c12ca52d241878262b120908df00e');
INSERT INTO "tags" VALUES('scoresweep.variant','score_matching','fe8c12ca52d241878262b120908df00e');
INSERT INTO "tags" VALUES('scoresweep.seed','0','fe8c12ca52d241878262b120908df00e');
INSERT INTO "tags" VALUES('scoresweep.data_fingerprint','torchvision:cifar100:eb9058c3a382ffc7106e4002c42a8d85','fe8c12ca52d241878262b120908df00e');
INSERT INTO "tags" VALUES('mlflow.parentRunId','eb0a0577498246c29b98c185e14ccaf8','fe8c12ca52d241878262b120908df00e');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','afc3ed5a4d57df5379e5b21e353883c2d87cc771','fe8c12ca52d241878262b120908df00e');
INSERT INTO "tags" VALUES('scoresweep.git_dirty','true','fe8c12ca52d241878262b120908df00e');
INSERT INTO "tags" VALUES('mlflow.runName','trial: score_matching λ=0.0001 μ=1e-05 seed=0','fe8c12ca52d241878262b120908df00e');
INSERT INTO "tags" VALUES('scoresweep.measurement.test_accuracy','328e56a0bfcfc3e6ec499a9169c4676e202b9dea2b5f1f9f67fb5084918d7b40','fe8c12ca52d241878262b120908df00e');
INSERT INTO "tags" VALUES('scoresweep.measurement.gan_test','8a5a0880849df383edf72e5b907848d58346a4cdda492772b161136ec30ee7a3','fe8c12ca52d241878262b120908df00e');
INSERT INTO "tags" VALUES('scoresweep.trial_key','602c068332bc50cfa4294a5a3e7d7ec08eed138463c73f6bda68a882eb5113cc','6fc0ae9ba09d4a52aedce72143884fff');
INSERT INTO "tags" VALUES('scoresweep.role','trial','6fc0ae9ba09d4a52aedce72143884fff');
INSERT INTO "tags" VALUES('scoresweep.sweep','golden-table2','6fc0ae9ba09d4a52aedce72143884fff');
INSERT INTO "tags" VALUES('scoresweep.variant','score_matching','6fc0ae9ba09d4a52aedce72143884fff');
INSERT INTO "tags" VALUES('scoresweep.seed','0','6fc0ae9ba09d4a52aedce72143884fff');
INSERT INTO "tags" VALUES('scoresweep.data_fingerprint','torchvision:cifar100:eb9058c3a382ffc7106e4002c42a8d85','6fc0ae9ba09d4a52aedce72143884fff');
INSERT INTO "tags" VALUES('mlflow.parentRunId','eb0a0577498246c29b98c185e14ccaf8','6fc0ae9ba09d4a52aedce72143884fff');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','afc3ed5a4d57df5379e5b21e353883c2d87cc771','6fc0ae9ba09d4a52aedce72143884fff');
INSERT INTO "tags" VALUES('scoresweep.git_dirty','true','6fc0ae9ba09d4a52aedce72143884fff');
INSERT INTO "tags" VALUES('mlflow.runName','trial: score_matching λ=1e-05 μ=0.01 seed=0','6fc0ae9ba09d4a52aedce72143884fff');
INSERT INTO "tags" VALUES('scoresweep.measurement.test_accuracy','328e56a0bfcfc3e6ec499a9169c4676e202b9dea2b5f1f9f67fb5084918d7b40','6fc0ae9ba09d4a52aedce72143884fff');
INSERT INTO "tags" VALUES('scoresweep.measurement.gan_test','8a5a0880849df383edf72e5b907848d58346a4cdda492772b161136ec30ee7a3','6fc0ae9ba09d4a52aedce72143884fff');
INSERT INTO "tags" VALUES('scoresweep.trial_key','1e53ce44b1303dd396b229aec8fbea5b79aadb0ee33c110e9311ab8fcf10c784','a8cc0541795e43c3af88f2f6a0168e04');
INSERT INTO "tags" VALUES('scoresweep.role','trial','a8cc0541795e43c3af88f2f6a0168e04');
INSERT INTO "tags" VALUES('scoresweep.sweep','golden-table2','a8cc0541795e43c3af88f2f6a0168e04');
INSERT INTO "tags" VALUES('scoresweep.variant','score_matching','a8cc0541795e43c3af88f2f6a0168e04');
INSERT INTO "tags" VALUES('scoresweep.seed','0','a8cc0541795e43c3af88f2f6a0168e04');
INSERT INTO "tags" VALUES('scoresweep.data_fingerprint','torchvision:cifar100:eb9058c3a382ffc7106e4002c42a8d85','a8cc0541795e43c3af88f2f6a0168e04');
INSERT INTO "tags" VALUES('mlflow.parentRunId','eb0a0577498246c29b98c185e14ccaf8','a8cc0541795e43c3af88f2f6a0168e04');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','afc3ed5a4d57df5379e5b21e353883c2d87cc771','a8cc0541795e43c3af88f2f6a0168e04');
INSERT INTO "tags" VALUES('scoresweep.git_dirty','true','a8cc0541795e43c3af88f2f6a0168e04');
INSERT INTO "tags" VALUES('mlflow.runName','trial: score_matching λ=1e-05 μ=0.001 seed=0','a8cc0541795e43c3af88f2f6a0168e04');
INSERT INTO "tags" VALUES('scoresweep.measurement.test_accuracy','328e56a0bfcfc3e6ec499a9169c4676e202b9dea2b5f1f9f67fb5084918d7b40','a8cc0541795e43c3af88f2f6a0168e04');
INSERT INTO "tags" VALUES('scoresweep.measurement.gan_test','8a5a0880849df383edf72e5b907848d58346a4cdda492772b161136ec30ee7a3','a8cc0541795e43c3af88f2f6a0168e04');
INSERT INTO "tags" VALUES('scoresweep.trial_key','4703971eb503db0edd7eca5fd80f40e00f9ccc0fc61689fab54a4c3785aa6fb7','8eb80e757f35402e8e3b2d315aef99a0');
INSERT INTO "tags" VALUES('scoresweep.role','trial','8eb80e757f35402e8e3b2d315aef99a0');
INSERT INTO "tags" VALUES('scoresweep.sweep','golden-table2','8eb80e757f35402e8e3b2d315aef99a0');
INSERT INTO "tags" VALUES('scoresweep.variant','score_matching','8eb80e757f35402e8e3b2d315aef99a0');
INSERT INTO "tags" VALUES('scoresweep.seed','0','8eb80e757f35402e8e3b2d315aef99a0');
INSERT INTO "tags" VALUES('scoresweep.data_fingerprint','torchvision:cifar100:eb9058c3a382ffc7106e4002c42a8d85','8eb80e757f35402e8e3b2d315aef99a0');
INSERT INTO "tags" VALUES('mlflow.parentRunId','eb0a0577498246c29b98c185e14ccaf8','8eb80e757f35402e8e3b2d315aef99a0');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','afc3ed5a4d57df5379e5b21e353883c2d87cc771','8eb80e757f35402e8e3b2d315aef99a0');
INSERT INTO "tags" VALUES('scoresweep.git_dirty','true','8eb80e757f35402e8e3b2d315aef99a0');
INSERT INTO "tags" VALUES('mlflow.runName','trial: score_matching λ=1e-05 μ=0.0001 seed=0','8eb80e757f35402e8e3b2d315aef99a0');
INSERT INTO "tags" VALUES('scoresweep.measurement.test_accuracy','328e56a0bfcfc3e6ec499a9169c4676e202b9dea2b5f1f9f67fb5084918d7b40','8eb80e757f35402e8e3b2d315aef99a0');
INSERT INTO "tags" VALUES('scoresweep.measurement.gan_test','8a5a0880849df383edf72e5b907848d58346a4cdda492772b161136ec30ee7a3','8eb80e757f35402e8e3b2d315aef99a0');
INSERT INTO "tags" VALUES('scoresweep.trial_key','04f6cfc19a152ae1ef972bed4ababb71217664a56666b2ceaca505338301a937','2be782bc09364cbd9949b1f923db8a8b');
INSERT INTO "tags" VALUES('scoresweep.role','trial','2be782bc09364cbd9949b1f923db8a8b');
INSERT INTO "tags" VALUES('scoresweep.sweep','golden-table2','2be782bc09364cbd9949b1f923db8a8b');
INSERT INTO "tags" VALUES('scoresweep.variant','score_matching','2be782bc09364cbd9949b1f923db8a8b');
INSERT INTO "tags" VALUES('scoresweep.seed','0','2be782bc09364cbd9949b1f923db8a8b');
INSERT INTO "tags" VALUES('scoresweep.data_fingerprint','torchvision:cifar100:eb9058c3a382ffc7106e4002c42a8d85','2be782bc09364cbd9949b1f923db8a8b');
INSERT INTO "tags" VALUES('mlflow.parentRunId','eb0a0577498246c29b98c185e14ccaf8','2be782bc09364cbd9949b1f923db8a8b');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','afc3ed5a4d57df5379e5b21e353883c2d87cc771','2be782bc09364cbd9949b1f923db8a8b');
INSERT INTO "tags" VALUES('scoresweep.git_dirty','true','2be782bc09364cbd9949b1f923db8a8b');
INSERT INTO "tags" VALUES('mlflow.runName','trial: score_matching λ=1e-05 μ=1e-05 seed=0','2be782bc09364cbd9949b1f923db8a8b');
INSERT INTO "tags" VALUES('scoresweep.measurement.test_accuracy','328e56a0bfcfc3e6ec499a9169c4676e202b9dea2b5f1f9f67fb5084918d7b40','2be782bc09364cbd9949b1f923db8a8b');
INSERT INTO "tags" VALUES('scoresweep.measurement.gan_test','8a5a0880849df383edf72e5b907848d58346a4cdda492772b161136ec30ee7a3','2be782bc09364cbd9949b1f923db8a8b');
INSERT INTO "tags" VALUES('scoresweep.trial_key','add60b0ba729c1112c9ce7e5200f9ea847a5129d62db43848eeb23cf32146158','1e9f51adece243e3a77288e82d08e4d7');
INSERT INTO "tags" VALUES('scoresweep.role','trial','1e9f51adece243e3a77288e82d08e4d7');
INSERT INTO "tags" VALUES('scoresweep.sweep','golden-table2','1e9f51adece243e3a77288e82d08e4d7');
INSERT INTO "tags" VALUES('scoresweep.variant','score_matching','1e9f51adece243e3a77288e82d08e4d7');
INSERT INTO "tags" VALUES('scoresweep.seed','0','1e9f51adece243e3a77288e82d08e4d7');
INSERT INTO "tags" VALUES('scoresweep.data_fingerprint','torchvision:cifar100:eb9058c3a382ffc7106e4002c42a8d85','1e9f51adece243e3a77288e82d08e4d7');
INSERT INTO "tags" VALUES('mlflow.parentRunId','eb0a0577498246c29b98c185e14ccaf8','1e9f51adece243e3a77288e82d08e4d7');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','afc3ed5a4d57df5379e5b21e353883c2d87cc771','1e9f51adece243e3a77288e82d08e4d7');
INSERT INTO "tags" VALUES('scoresweep.git_dirty','true','1e9f51adece243e3a77288e82d08e4d7');
INSERT INTO "tags" VALUES('mlflow.runName','trial: score_matching λ=1e-06 μ=0.01 seed=0','1e9f51adece243e3a77288e82d08e4d7');
INSERT INTO "tags" VALUES('scoresweep.measurement.test_accuracy','328e56a0bfcfc3e6ec499a9169c4676e202b9dea2b5f1f9f67fb5084918d7b40','1e9f51adece243e3a77288e82d08e4d7');
INSERT INTO "tags" VALUES('scoresweep.measurement.gan_test','8a5a0880849df383edf72e5b907848d58346a4cdda492772b161136ec30ee7a3','1e9f51adece243e3a77288e82d08e4d7');
INSERT INTO "tags" VALUES('scoresweep.trial_key','61a5873dba481fa456b1f6382e2485ee1cb71d179fe0422dae0f6fff9de80dfc','f1614fc2676f45e591ae7c3d691a3a7e');
INSERT INTO "tags" VALUES('scoresweep.role','trial','f1614fc2676f45e591ae7c3d691a3a7e');
INSERT INTO "tags" VALUES('scoresweep.sweep','golden-table2','f1614fc2676f45e591ae7c3d691a3a7e');
INSERT INTO "tags" VALUES('scoresweep.variant','score_matching','f1614fc2676f45e591ae7c3d691a3a7e');
INSERT INTO "tags" VALUES('scoresweep.seed','0','f1614fc2676f45e591ae7c3d691a3a7e');
INSERT INTO "tags" VALUES('scoresweep.data_fingerprint','torchvision:cifar100:eb9058c3a382ffc7106e4002c42a8d85','f1614fc2676f45e591ae7c3d691a3a7e');
INSERT INTO "tags" VALUES('mlflow.parentRunId','eb0a0577498246c29b98c185e14ccaf8','f1614fc2676f45e591ae7c3d691a3a7e');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','afc3ed5a4d57df5379e5b21e353883c2d87cc771','f1614fc2676f45e591ae7c3d691a3a7e');
INSERT INTO "tags" VALUES('scoresweep.git_dirty','true','f1614fc2676f45e591ae7c3d691a3a7e');
INSERT INTO "tags" VALUES('mlflow.runName','trial: score_matching λ=1e-06 μ=0.001 seed=0','f1614fc2676f45e591ae7c3d691a3a7e');
INSERT INTO "tags" VALUES('scoresweep.measurement.test_accuracy','328e56a0bfcfc3e6ec499a9169c4676e202b9dea2b5f1f9f67fb5084918d7b40','f1614fc2676f45e591ae7c3d691a3a7e');
INSERT INTO "tags" VALUES('scoresweep.measurement.gan_test','8a5a0880849df383edf72e5b907848d58346a4cdda492772b161136ec30ee7a3','f1614fc2676f45e591ae7c3d691a3a7e');
INSERT INTO "tags" VALUES('scoresweep.trial_key','ec7801fe05a0aa63de2f4f8f84153bf6ff256eef2bb71a8fba3c99f006f212bb','97893b949b9d42d1ad2bdfaae07a808d');
INSERT INTO "tags" VALUES('scoresweep.role','trial','97893b949b9d42d1ad2bdfaae07a808d');
INSERT INTO "tags" VALUES('scoresweep.sweep','golden-table2','97893b949b9d42d1ad2bdfaae07a808d');
INSERT INTO "tags" VALUES('scoresweep.variant','score_matching','97893b949b9d42d1ad2bdfaae07a808d');
INSERT INTO "tags" VALUES('scoresweep.seed','0','97893b949b9d42d1ad2bdfaae07a808d');
INSERT INTO "tags" VALUES('scoresweep.data_fingerprint','torchvision:cifar100:eb9058c3a382ffc7106e4002c42a8d85','97893b949b9d42d1ad2bdfaae07a808d');
INSERT INTO "tags" VALUES('mlflow.parentRunId','eb0a0577498246c29b98c185e14ccaf8','97893b949b9d42d1ad2bdfaae07a808d');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','afc3ed5a4d57df5379e5b21e353883c2d87cc771','97893b949b9d42d1ad2bdfaae07a808d');
INSERT INTO "tags" VALUES('scoresweep.git_dirty','true','97893b949b9d42d1ad2bdfaae07a808d');
INSERT INTO "tags" VALUES('mlflow.runName','trial: score_matching λ=1e-06 μ=0.0001 seed=0','97893b949b9d42d1ad2bdfaae07a808d');
INSERT INTO "tags" VALUES('scoresweep.measurement.test_accuracy','328e56a0bfcfc3e6ec499a9169c4676e202b9dea2b5f1f9f67fb5084918d7b40','97893b949b9d42d1ad2bdfaae07a808d');
INSERT INTO "tags" VALUES('scoresweep.measurement.gan_test','8a5a0880849df383edf72e5b907848d58346a4cdda492772b161136ec30ee7a3','97893b949b9d42d1ad2bdfaae07a808d');
INSERT INTO "tags" VALUES('scoresweep.trial_key','d55d09f39a3f01af0e168b74fe5e3c6ec1ff6b085037695bae5b8abf7b6895dc','fc172db288cc40b58138158197a93325');
INSERT INTO "tags" VALUES('scoresweep.role','trial','fc172db288cc40b58138158197a93325');
INSERT INTO "tags" VALUES('scoresweep.sweep','golden-table2','fc172db288cc40b58138158197a93325');
INSERT INTO "tags" VALUES('scoresweep.variant','score_matching','fc172db288cc40b58138158197a93325');
INSERT INTO "tags" VALUES('scoresweep.seed','0','fc172db288cc40b58138158197a93325');
INSERT INTO "tags" VALUES('scoresweep.data_fingerprint','torchvision:cifar100:eb9058c3a382ffc7106e4002c42a8d85','fc172db288cc40b58138158197a93325');
INSERT INTO "tags" VALUES('mlflow.parentRunId','eb0a0577498246c29b98c185e14ccaf8','fc172db288cc40b58138158197a93325');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','afc3ed5a4d57df5379e5b21e353883c2d87cc771','fc172db288cc40b58138158197a93325');
INSERT INTO "tags" VALUES('scoresweep.git_dirty','true','fc172db288cc40b58138158197a93325');
INSERT INTO "tags" VALUES('mlflow.runName','trial: score_matching λ=1e-06 μ=1e-05 seed=0','fc172db288cc40b58138158197a93325');
INSERT INTO "tags" VALUES('scoresweep.measurement.test_accuracy','328e56a0bfcfc3e6ec499a9169c4676e202b9dea2b5f1f9f67fb5084918d7b40','fc172db288cc40b58138158197a93325');
INSERT INTO "tags" VALUES('scoresweep.measurement.gan_test','8a5a0880849df383edf72e5b907848d58346a4cdda492772b161136ec30ee7a3','fc172db288cc40b58138158197a93325');
INSERT INTO "tags" VALUES('scoresweep.role','sweep','37419d8dec3c4cf8a8cbd085ef68d77f');
INSERT INTO "tags" VALUES('scoresweep.sweep','golden-seeds','37419d8dec3c4cf8a8cbd085ef68d77f');
INSERT INTO "tags" VALUES('mlflow.runName','golden-seeds','37419d8dec3c4cf8a8cbd085ef68d77f');
INSERT INTO "tags" VALUES('mlflow.note.content','The four variants on scikit-learn''s digits, small enough for a laptop.','37419d8dec3c4cf8a8cbd085ef68d77f');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','afc3ed5a4d57df5379e5b21e353883c2d87cc771','37419d8dec3c4cf8a8cbd085ef68d77f');
INSERT INTO "tags" VALUES('scoresweep.git_dirty','true','37419d8dec3c4cf8a8cbd085ef68d77f');
INSERT INTO "tags" VALUES('scoresweep.trial_key','9cff4a307f18aea4b0d54fa9cde53c5dd20fa731e0bf3c853bc61ff6a5a10fb8','937f32d54d7c4a5296f9cc331fd9d8d1');
INSERT INTO "tags" VALUES('scoresweep.role','judge','937f32d54d7c4a5296f9cc331fd9d8d1');
INSERT INTO "tags" VALUES('scoresweep.sweep','golden-seeds','937f32d54d7c4a5296f9cc331fd9d8d1');
INSERT INTO "tags" VALUES('scoresweep.variant','baseline','937f32d54d7c4a5296f9cc331fd9d8d1');
INSERT INTO "tags" VALUES('scoresweep.seed','1000','937f32d54d7c4a5296f9cc331fd9d8d1');
INSERT INTO "tags" VALUES('scoresweep.data_fingerprint','digits:scikit-learn','937f32d54d7c4a5296f9cc331fd9d8d1');
INSERT INTO "tags" VALUES('mlflow.parentRunId','37419d8dec3c4cf8a8cbd085ef68d77f','937f32d54d7c4a5296f9cc331fd9d8d1');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','afc3ed5a4d57df5379e5b21e353883c2d87cc771','937f32d54d7c4a5296f9cc331fd9d8d1');
INSERT INTO "tags" VALUES('scoresweep.git_dirty','true','937f32d54d7c4a5296f9cc331fd9d8d1');
INSERT INTO "tags" VALUES('mlflow.runName','judge: baseline seed=1000','937f32d54d7c4a5296f9cc331fd9d8d1');
INSERT INTO "tags" VALUES('scoresweep.measurement.test_accuracy','328e56a0bfcfc3e6ec499a9169c4676e202b9dea2b5f1f9f67fb5084918d7b40','937f32d54d7c4a5296f9cc331fd9d8d1');
INSERT INTO "tags" VALUES('scoresweep.measurement.gan_test','c0433a1965bf7943e5c8cf69c6002e118828acccda9cbf8467557c81b168e4bb','937f32d54d7c4a5296f9cc331fd9d8d1');
INSERT INTO "tags" VALUES('scoresweep.outcome','diverged','937f32d54d7c4a5296f9cc331fd9d8d1');
INSERT INTO "tags" VALUES('scoresweep.diverged_at_step','1234','937f32d54d7c4a5296f9cc331fd9d8d1');
INSERT INTO "tags" VALUES('scoresweep.trial_key','a9340acdbea7855c62ed01a363d13fbd494df432bff75a4e976de7dead1932a4','078239bd36f049279c52550f8a0ac5f5');
INSERT INTO "tags" VALUES('scoresweep.role','trial','078239bd36f049279c52550f8a0ac5f5');
INSERT INTO "tags" VALUES('scoresweep.sweep','golden-seeds','078239bd36f049279c52550f8a0ac5f5');
INSERT INTO "tags" VALUES('scoresweep.variant','baseline','078239bd36f049279c52550f8a0ac5f5');
INSERT INTO "tags" VALUES('scoresweep.seed','0','078239bd36f049279c52550f8a0ac5f5');
INSERT INTO "tags" VALUES('scoresweep.data_fingerprint','digits:scikit-learn','078239bd36f049279c52550f8a0ac5f5');
INSERT INTO "tags" VALUES('mlflow.parentRunId','37419d8dec3c4cf8a8cbd085ef68d77f','078239bd36f049279c52550f8a0ac5f5');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','afc3ed5a4d57df5379e5b21e353883c2d87cc771','078239bd36f049279c52550f8a0ac5f5');
INSERT INTO "tags" VALUES('scoresweep.git_dirty','true','078239bd36f049279c52550f8a0ac5f5');
INSERT INTO "tags" VALUES('mlflow.runName','trial: baseline seed=0','078239bd36f049279c52550f8a0ac5f5');
INSERT INTO "tags" VALUES('scoresweep.measurement.test_accuracy','328e56a0bfcfc3e6ec499a9169c4676e202b9dea2b5f1f9f67fb5084918d7b40','078239bd36f049279c52550f8a0ac5f5');
INSERT INTO "tags" VALUES('scoresweep.measurement.gan_test','c0433a1965bf7943e5c8cf69c6002e118828acccda9cbf8467557c81b168e4bb','078239bd36f049279c52550f8a0ac5f5');
INSERT INTO "tags" VALUES('scoresweep.trial_key','0907445c3a5fd1786192122c7b7ac9d071295ac6a9034baa837ecc106d4c236e','8d815042b45e43d58b463b1ac0539fe1');
INSERT INTO "tags" VALUES('scoresweep.role','trial','8d815042b45e43d58b463b1ac0539fe1');
INSERT INTO "tags" VALUES('scoresweep.sweep','golden-seeds','8d815042b45e43d58b463b1ac0539fe1');
INSERT INTO "tags" VALUES('scoresweep.variant','baseline','8d815042b45e43d58b463b1ac0539fe1');
INSERT INTO "tags" VALUES('scoresweep.seed','1','8d815042b45e43d58b463b1ac0539fe1');
INSERT INTO "tags" VALUES('scoresweep.data_fingerprint','digits:scikit-learn','8d815042b45e43d58b463b1ac0539fe1');
INSERT INTO "tags" VALUES('mlflow.parentRunId','37419d8dec3c4cf8a8cbd085ef68d77f','8d815042b45e43d58b463b1ac0539fe1');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','afc3ed5a4d57df5379e5b21e353883c2d87cc771','8d815042b45e43d58b463b1ac0539fe1');
INSERT INTO "tags" VALUES('scoresweep.git_dirty','true','8d815042b45e43d58b463b1ac0539fe1');
INSERT INTO "tags" VALUES('mlflow.runName','trial: baseline seed=1','8d815042b45e43d58b463b1ac0539fe1');
INSERT INTO "tags" VALUES('scoresweep.measurement.test_accuracy','328e56a0bfcfc3e6ec499a9169c4676e202b9dea2b5f1f9f67fb5084918d7b40','8d815042b45e43d58b463b1ac0539fe1');
INSERT INTO "tags" VALUES('scoresweep.measurement.gan_test','c0433a1965bf7943e5c8cf69c6002e118828acccda9cbf8467557c81b168e4bb','8d815042b45e43d58b463b1ac0539fe1');
INSERT INTO "tags" VALUES('scoresweep.trial_key','0afc8d5cbee6a521a19279d572e25e565ea5a1da66db5b0a3be55e6c67812f02','0b3da4b888dc477fa93c6f584686764e');
INSERT INTO "tags" VALUES('scoresweep.role','trial','0b3da4b888dc477fa93c6f584686764e');
INSERT INTO "tags" VALUES('scoresweep.sweep','golden-seeds','0b3da4b888dc477fa93c6f584686764e');
INSERT INTO "tags" VALUES('scoresweep.variant','baseline','0b3da4b888dc477fa93c6f584686764e');
INSERT INTO "tags" VALUES('scoresweep.seed','2','0b3da4b888dc477fa93c6f584686764e');
INSERT INTO "tags" VALUES('scoresweep.data_fingerprint','digits:scikit-learn','0b3da4b888dc477fa93c6f584686764e');
INSERT INTO "tags" VALUES('mlflow.parentRunId','37419d8dec3c4cf8a8cbd085ef68d77f','0b3da4b888dc477fa93c6f584686764e');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','afc3ed5a4d57df5379e5b21e353883c2d87cc771','0b3da4b888dc477fa93c6f584686764e');
INSERT INTO "tags" VALUES('scoresweep.git_dirty','true','0b3da4b888dc477fa93c6f584686764e');
INSERT INTO "tags" VALUES('mlflow.runName','trial: baseline seed=2','0b3da4b888dc477fa93c6f584686764e');
INSERT INTO "tags" VALUES('scoresweep.measurement.test_accuracy','328e56a0bfcfc3e6ec499a9169c4676e202b9dea2b5f1f9f67fb5084918d7b40','0b3da4b888dc477fa93c6f584686764e');
INSERT INTO "tags" VALUES('scoresweep.measurement.gan_test','c0433a1965bf7943e5c8cf69c6002e118828acccda9cbf8467557c81b168e4bb','0b3da4b888dc477fa93c6f584686764e');
INSERT INTO "tags" VALUES('scoresweep.trial_key','1061a17af586444e98b6c5c5cde8955dae371a6a3cece6d4255701a1800a11ad','c4d9368ea7cd46fe93046087900ee30b');
INSERT INTO "tags" VALUES('scoresweep.role','trial','c4d9368ea7cd46fe93046087900ee30b');
INSERT INTO "tags" VALUES('scoresweep.sweep','golden-seeds','c4d9368ea7cd46fe93046087900ee30b');
INSERT INTO "tags" VALUES('scoresweep.variant','gradient_norm','c4d9368ea7cd46fe93046087900ee30b');
INSERT INTO "tags" VALUES('scoresweep.seed','0','c4d9368ea7cd46fe93046087900ee30b');
INSERT INTO "tags" VALUES('scoresweep.data_fingerprint','digits:scikit-learn','c4d9368ea7cd46fe93046087900ee30b');
INSERT INTO "tags" VALUES('mlflow.parentRunId','37419d8dec3c4cf8a8cbd085ef68d77f','c4d9368ea7cd46fe93046087900ee30b');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','afc3ed5a4d57df5379e5b21e353883c2d87cc771','c4d9368ea7cd46fe93046087900ee30b');
INSERT INTO "tags" VALUES('scoresweep.git_dirty','true','c4d9368ea7cd46fe93046087900ee30b');
INSERT INTO "tags" VALUES('mlflow.runName','trial: gradient_norm λ=0.001 seed=0','c4d9368ea7cd46fe93046087900ee30b');
INSERT INTO "tags" VALUES('scoresweep.measurement.test_accuracy','328e56a0bfcfc3e6ec499a9169c4676e202b9dea2b5f1f9f67fb5084918d7b40','c4d9368ea7cd46fe93046087900ee30b');
INSERT INTO "tags" VALUES('scoresweep.measurement.gan_test','c0433a1965bf7943e5c8cf69c6002e118828acccda9cbf8467557c81b168e4bb','c4d9368ea7cd46fe93046087900ee30b');
INSERT INTO "tags" VALUES('scoresweep.trial_key','4a35cd152d9e878271d2ad000af3110f8f850e75b3b583d6edc628a3e1cf2d65','e2e2603806494b7cb7b21bd4fe4f23b6');
INSERT INTO "tags" VALUES('scoresweep.role','trial','e2e2603806494b7cb7b21bd4fe4f23b6');
INSERT INTO "tags" VALUES('scoresweep.sweep','golden-seeds','e2e2603806494b7cb7b21bd4fe4f23b6');
INSERT INTO "tags" VALUES('scoresweep.variant','gradient_norm','e2e2603806494b7cb7b21bd4fe4f23b6');
INSERT INTO "tags" VALUES('scoresweep.seed','1','e2e2603806494b7cb7b21bd4fe4f23b6');
INSERT INTO "tags" VALUES('scoresweep.data_fingerprint','digits:scikit-learn','e2e2603806494b7cb7b21bd4fe4f23b6');
INSERT INTO "tags" VALUES('mlflow.parentRunId','37419d8dec3c4cf8a8cbd085ef68d77f','e2e2603806494b7cb7b21bd4fe4f23b6');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','afc3ed5a4d57df5379e5b21e353883c2d87cc771','e2e2603806494b7cb7b21bd4fe4f23b6');
INSERT INTO "tags" VALUES('scoresweep.git_dirty','true','e2e2603806494b7cb7b21bd4fe4f23b6');
INSERT INTO "tags" VALUES('mlflow.runName','trial: gradient_norm λ=0.001 seed=1','e2e2603806494b7cb7b21bd4fe4f23b6');
INSERT INTO "tags" VALUES('scoresweep.measurement.test_accuracy','328e56a0bfcfc3e6ec499a9169c4676e202b9dea2b5f1f9f67fb5084918d7b40','e2e2603806494b7cb7b21bd4fe4f23b6');
INSERT INTO "tags" VALUES('scoresweep.measurement.gan_test','another','e2e2603806494b7cb7b21bd4fe4f23b6');
CREATE TABLE "trace_info" (
	request_id VARCHAR(50) NOT NULL, 
	experiment_id INTEGER NOT NULL, 
	timestamp_ms BIGINT NOT NULL, 
	execution_time_ms BIGINT, 
	status VARCHAR(50) NOT NULL, 
	client_request_id VARCHAR(50), 
	request_preview VARCHAR(1000), 
	response_preview VARCHAR(1000), 
	db_payload_generation INTEGER DEFAULT '0' NOT NULL, trace_name VARCHAR(4096), session_id VARCHAR(250), input_tokens BIGINT, output_tokens BIGINT, total_tokens BIGINT, cache_read_input_tokens BIGINT, cache_creation_input_tokens BIGINT, cache_creation_input_tokens_above_1hr BIGINT, input_cost FLOAT, output_cost FLOAT, total_cost FLOAT, 
	CONSTRAINT trace_info_pk PRIMARY KEY (request_id), 
	CONSTRAINT fk_trace_info_experiment_id FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id) ON DELETE CASCADE
);
CREATE TABLE trace_metrics (
	request_id VARCHAR(50) NOT NULL, 
	"key" VARCHAR(250) NOT NULL, 
	value FLOAT, 
	CONSTRAINT trace_metrics_pk PRIMARY KEY (request_id, "key"), 
	CONSTRAINT fk_trace_metrics_request_id FOREIGN KEY(request_id) REFERENCES trace_info (request_id) ON DELETE CASCADE
);
CREATE TABLE "trace_request_metadata" (
	"key" VARCHAR(250) NOT NULL, 
	value VARCHAR(8000), 
	request_id VARCHAR(50) NOT NULL, 
	CONSTRAINT trace_request_metadata_pk PRIMARY KEY ("key", request_id), 
	CONSTRAINT fk_trace_request_metadata_request_id FOREIGN KEY(request_id) REFERENCES trace_info (request_id) ON DELETE CASCADE
);
CREATE TABLE "trace_tags" (
	"key" VARCHAR(250) NOT NULL, 
	value VARCHAR(8000), 
	request_id VARCHAR(50) NOT NULL, 
	CONSTRAINT trace_tag_pk PRIMARY KEY ("key", request_id), 
	CONSTRAINT fk_trace_tags_request_id FOREIGN KEY(request_id) REFERENCES trace_info (request_id) ON DELETE CASCADE
);
CREATE TABLE webhook_events (
	webhook_id VARCHAR(256) NOT NULL, 
	entity VARCHAR(50) NOT NULL, 
	action VARCHAR(50) NOT NULL, 
	CONSTRAINT webhook_event_pk PRIMARY KEY (webhook_id, entity, action), 
	FOREIGN KEY(webhook_id) REFERENCES webhooks (webhook_id) ON DELETE cascade
);
CREATE TABLE "webhooks" (
	webhook_id VARCHAR(256) NOT NULL, 
	name VARCHAR(256) NOT NULL, 
	description VARCHAR(1000), 
	url VARCHAR(500) NOT NULL, 
	status VARCHAR(20) DEFAULT 'ACTIVE' NOT NULL, 
	secret VARCHAR(1000), 
	creation_timestamp BIGINT, 
	last_updated_timestamp BIGINT, 
	deleted_timestamp BIGINT, 
	workspace VARCHAR(63) DEFAULT 'default' NOT NULL, 
	CONSTRAINT webhook_pk PRIMARY KEY (webhook_id)
);
CREATE TABLE workspaces (
	name VARCHAR(63) NOT NULL, 
	description TEXT, 
	default_artifact_root TEXT, trace_archival_location TEXT, trace_archival_retention VARCHAR(32), 
	CONSTRAINT workspaces_pk PRIMARY KEY (name)
);
INSERT INTO "workspaces" VALUES('default','Default workspace for legacy resources',NULL,NULL,NULL);
CREATE INDEX index_metrics_run_uuid ON metrics (run_uuid);
CREATE INDEX index_latest_metrics_run_uuid ON latest_metrics (run_uuid);
CREATE INDEX index_inputs_input_uuid ON inputs (input_uuid);
CREATE INDEX index_inputs_destination_type_destination_id_source_type ON inputs (destination_type, destination_id, source_type);
CREATE INDEX index_params_run_uuid ON params (run_uuid);
CREATE INDEX index_trace_tags_request_id ON trace_tags (request_id);
CREATE INDEX index_trace_request_metadata_request_id ON trace_request_metadata (request_id);
CREATE INDEX index_tags_run_uuid ON tags (run_uuid);
CREATE INDEX index_datasets_dataset_uuid ON datasets (dataset_uuid);
CREATE INDEX index_datasets_experiment_id_dataset_source_type ON datasets (experiment_id, dataset_source_type);
CREATE INDEX index_logged_model_metrics_model_id ON logged_model_metrics (model_id);
CREATE INDEX index_entity_associations_association_id ON entity_associations (association_id);
CREATE INDEX index_entity_associations_reverse_lookup ON entity_associations (destination_type, destination_id, source_type, source_id);
CREATE INDEX idx_webhook_events_entity ON webhook_events (entity);
CREATE INDEX idx_webhook_events_action ON webhook_events (action);
CREATE INDEX idx_webhook_events_entity_action ON webhook_events (entity, action);
CREATE UNIQUE INDEX index_scorers_experiment_id_scorer_name ON scorers (experiment_id, scorer_name);
CREATE INDEX index_scorer_versions_scorer_id ON scorer_versions (scorer_id);
CREATE INDEX index_evaluation_dataset_tags_dataset_id ON evaluation_dataset_tags (dataset_id);
CREATE INDEX index_evaluation_dataset_records_dataset_id ON evaluation_dataset_records (dataset_id);
CREATE INDEX index_endpoint_model_mappings_endpoint_id ON endpoint_model_mappings (endpoint_id);
CREATE INDEX index_endpoint_model_mappings_model_definition_id ON endpoint_model_mappings (model_definition_id);
CREATE INDEX index_endpoint_tags_endpoint_id ON endpoint_tags (endpoint_id);
CREATE INDEX index_trace_metrics_request_id ON trace_metrics (request_id);
CREATE UNIQUE INDEX unique_endpoint_model_linkage_mapping ON endpoint_model_mappings (endpoint_id, model_definition_id, linkage_type);
CREATE INDEX index_span_metrics_trace_id_span_id ON span_metrics (trace_id, span_id);
CREATE INDEX index_evaluation_datasets_created_time ON evaluation_datasets (created_time);
CREATE INDEX index_evaluation_datasets_name ON evaluation_datasets (name);
CREATE INDEX idx_webhooks_status ON webhooks (status);
CREATE INDEX idx_webhooks_name ON webhooks (name);
CREATE TRIGGER prevent_secrets_aad_mutation
BEFORE UPDATE ON secrets
FOR EACH ROW
WHEN OLD.secret_id != NEW.secret_id OR OLD.secret_name != NEW.secret_name
BEGIN
    SELECT RAISE(ABORT, 'secret_id and secret_name are immutable (used as AAD in encryption)');
END;
CREATE INDEX index_model_definitions_provider ON model_definitions (provider);
CREATE INDEX index_model_definitions_secret_id ON model_definitions (secret_id);
CREATE INDEX index_jobs_name_status_creation_time ON jobs (job_name, workspace, status, creation_time);
CREATE INDEX idx_experiments_workspace ON experiments (workspace);
CREATE INDEX idx_registered_models_workspace ON registered_models (workspace);
CREATE INDEX idx_experiments_workspace_creation_time ON experiments (workspace, creation_time);
CREATE INDEX idx_evaluation_datasets_workspace ON evaluation_datasets (workspace);
CREATE INDEX idx_webhooks_workspace ON webhooks (workspace);
CREATE INDEX idx_secrets_workspace ON secrets (workspace);
CREATE INDEX idx_endpoints_workspace ON endpoints (workspace);
CREATE INDEX idx_model_definitions_workspace ON model_definitions (workspace);
CREATE INDEX idx_budget_policies_workspace ON budget_policies (workspace);
CREATE INDEX index_issues_experiment_id ON issues (experiment_id);
CREATE INDEX index_issues_source_run_id ON issues (source_run_id);
CREATE INDEX index_issues_status ON issues (status);
CREATE INDEX index_metrics_run_uuid_key_step ON metrics (run_uuid, "key", step);
CREATE INDEX idx_guardrails_workspace ON guardrails (workspace);
CREATE INDEX idx_guardrails_scorer ON guardrails (scorer_id, scorer_version);
CREATE INDEX idx_guardrail_configs_endpoint_id ON guardrail_configs (endpoint_id);
CREATE INDEX idx_guardrail_configs_guardrail_id ON guardrail_configs (guardrail_id);
CREATE INDEX idx_model_version_tags_workspace_name_version ON model_version_tags (workspace, name, version);
CREATE INDEX idx_registered_model_tags_workspace_name ON registered_model_tags (workspace, name);
CREATE INDEX index_label_schemas_experiment_id ON label_schemas (experiment_id);
CREATE INDEX index_review_queues_experiment_id ON review_queues (experiment_id);
CREATE INDEX index_review_queue_users_user_id ON review_queue_users (user_id);
CREATE INDEX index_review_queue_items_queue_id_status ON review_queue_items (queue_id, status);
CREATE INDEX index_review_queue_items_item_id ON review_queue_items (item_id);
CREATE INDEX index_review_queue_label_schemas_schema_id ON review_queue_label_schemas (schema_id);
CREATE INDEX idx_mcp_server_versions_latest ON mcp_server_versions (workspace, name, status, version_major DESC, version_minor DESC, version_patch DESC);
CREATE INDEX ix_mcp_access_endpoints_server_name ON mcp_access_endpoints (workspace, server_name);
CREATE INDEX ix_mcp_access_endpoints_version ON mcp_access_endpoints (workspace, server_name, server_version);
CREATE INDEX ix_mcp_access_endpoints_alias ON mcp_access_endpoints (workspace, server_name, server_alias);
CREATE INDEX idx_budget_policies_target_value ON budget_policies (target_value);
CREATE INDEX index_trace_info_experiment_id_timestamp_ms ON trace_info (experiment_id, timestamp_ms);
CREATE INDEX index_trace_info_timestamp_ms_request_id ON trace_info (timestamp_ms, request_id);
CREATE INDEX index_assessments_last_updated_timestamp ON assessments (last_updated_timestamp);
CREATE INDEX index_assessments_trace_id_created_timestamp ON assessments (trace_id, created_timestamp);
CREATE INDEX index_assessments_assessment_type ON assessments (assessment_type);
CREATE INDEX index_assessments_run_id_created_timestamp ON assessments (run_id, created_timestamp);
CREATE INDEX index_spans_experiment_id_duration ON spans (experiment_id, duration_ns);
CREATE INDEX index_spans_experiment_id_status_type ON spans (experiment_id, status, type);
CREATE INDEX index_spans_experiment_id_start_time ON spans (experiment_id, start_time_unix_nano);
CREATE INDEX index_spans_experiment_id_type_status ON spans (experiment_id, type, status);
CREATE INDEX index_trace_info_experiment_id_session_id ON trace_info (experiment_id, session_id);
CREATE INDEX idx_trace_rollups_lookup ON sql_trace_metric_daily_rollups (experiment_id, rollup_day, metric_name, grouping_set, trace_status);
CREATE INDEX idx_span_cost_rollups_lookup ON sql_span_cost_daily_rollups (experiment_id, rollup_day, metric_name, grouping_set, model_name, model_provider);
CREATE INDEX idx_assessment_rollups_lookup ON sql_assessment_daily_rollups (experiment_id, rollup_day, metric_name, grouping_set);
CREATE INDEX idx_spans_cost_trace_time_cover ON spans (trace_id, start_time_unix_nano);
CREATE INDEX idx_spans_cost_exp_time_cover ON spans (experiment_id, start_time_unix_nano);
CREATE INDEX idx_assessments_exp_trace_ts ON assessments (experiment_id, trace_timestamp_ms);
CREATE INDEX idx_assessments_exp_trace_ts_name ON assessments (experiment_id, trace_timestamp_ms, name);
CREATE INDEX idx_assessments_exp_name_valid ON assessments (experiment_id, name, valid);
CREATE INDEX index_job_locks_job_id ON job_locks (job_id);
CREATE INDEX index_jobs_status_lease_expires_at ON jobs (status, lease_expires_at);
COMMIT;
