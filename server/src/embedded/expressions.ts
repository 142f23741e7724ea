// Turns of phrase and the words that they are read as, in the layout of `senses.ts`: what a clinician says in several
// words, and everyday words for it. One line a meaning, phrases parted by semicolons.

/** Whole phrases that mean the same as the words before the colon. */
export const expressions = `
oxygen low: hypoxia; hypoxic; hypoxemia; hypoxaemia; hypoxemic; desaturated; desaturation; desats; low oxygen
carbondioxide high: hypercapnia; hypercapnic; hypercarbia; co2 retention
carbondioxide: co2; pco2; paco2; carbon dioxide
dialysis: hd; hemodialysis; haemodialysis; renal replacement therapy
ventilator noninvasive: bipap; cpap; niv; noninvasive ventilation; non-invasive ventilation
ventilator: mechanical ventilation; on the vent; breathing machine; breathing tube; endotracheal tube; ett; spontaneous breathing trial
feeding tube: tube feeds; tube feeding; tube feedings; nasogastric tube; ng tube; ngt; peg; gastrostomy; enteral feeding
fed: feeds; feeding; eating; eats; oral intake; appetite; nutrition
urinary catheter: foley; indwelling catheter; straight cath; straight catheter
urine: void; voids; voided; voiding; urinated; passing water
urine absent: anuric; anuria
urine retention: urinary retention; unable to void; has not voided; bladder scan
pressure low: hypotension; hypotensive; low blood pressure
pressure high: high blood pressure; hypertension; hypertensive; raised blood pressure; elevated blood pressure
pulse fast: tachycardia; tachycardic; rapid heart rate; fast heart rate
pulse slow: bradycardia; bradycardic; slow heart rate
arrhythmia: irregular heart rhythm; irregular heartbeat; irregular rhythm; heart rhythm is irregular
arrhythmia fibrillation: atrial fibrillation; af; afib; a-fib; a fib
fever: high temperature; febrile; pyrexia; fevers
fever absent: afebrile; apyrexial
vomit: throwing up; threw up; throws up; vomiting; vomited; emesis; being sick
breathing hard: shortness of breath; short of breath; dyspnea; dyspnoea; dyspneic; breathless; breathlessness; trouble breathing; difficulty breathing; respiratory distress; work of breathing; winded; wob; labored breathing
breathing fast: tachypnea; tachypneic; tachypnoea; tachypnoeic; rapid breathing
breathing flat hard: orthopnea; orthopnoea; lie flat; lying flat; lies flat; sleeps on pillows
infarct heart: heart attack; myocardial infarction; stemi; nstemi; mi; acute coronary syndrome
stroke: cva; ischemic stroke; cerebral infarction; cerebral infarct; cerebrovascular accident
speech: speaking; speak; speaks; talking; talk; aphasia; aphasic; dysarthria; slurred; word finding; dysphasia
swallow: swallowing; dysphagia; difficulty swallowing; trouble swallowing; swallows
weak: weakness; hemiparesis; hemiplegia; paresis; paralyzed; paralysis; weaker
numb: numbness; tingling; paresthesia; paresthesias; neuropathy; pins and needles; loss of sensation; reduced sensation
vessel heart: coronary artery; coronary arteries; coronaries; lad; rca; circumflex; coronary
vessel brain: middle cerebral artery; mca; large vessel; m1 segment; internal carotid
vessel: artery; arteries; arterial; vascular
clot removed: thrombectomy; embolectomy; clot retrieval
clot dissolved: tpa; alteplase; tenecteplase; thrombolysis; thrombolytic
reopened: recanalization; recanalized; revascularized; revascularization; reperfusion
scan: imaging; mri; ct; ultrasound; sonogram; ultrasonography; angiogram; magnetic resonance; tomography
film chest: cxr; chest film; chest x-ray; chest radiograph; chest xray
test heart electric: ecg; ekg; electrocardiogram
brain electric: eeg; electroencephalogram
fluid spine: lumbar puncture; spinal tap; csf; cerebrospinal fluid
scope stomach: upper endoscopy; egd; gastroscopy; ogd
scope bowel: colonoscopy; sigmoidoscopy
tissue sample: biopsy; biopsies; histology; histopathology; aspirate; tissue
kidney function: creatinine; egfr; gfr; renal function; kidney function
kidney injury: aki; acute kidney injury; acute renal failure; kidney failure; renal failure
kidney disease: ckd; chronic kidney disease; renal disease; nephropathy; renal insufficiency; kidney damage
lung disease: copd; chronic obstructive pulmonary disease; emphysema; interstitial lung disease; pulmonary fibrosis
heart failure: chf; congestive heart failure; hfref; hfpef; cardiac failure; cardiomyopathy; pump failure
heart function: ejection fraction; ef; lvef; left ventricular function; systolic function; pumping function; cardiac function
fluid overload: volume overload; fluid overloaded; volume overloaded; hypervolemia; hypervolemic; congested; congestion; anasarca
fluid iv: normal saline; ringers; lactated ringers; crystalloid; intravenous fluids; iv fluids; saline; fluid bolus; bolus
dehydrated: volume depletion; volume depleted; hypovolemia; hypovolemic; dehydration; dry mucous membranes
fluid belly: ascites; ascitic; ascitic fluid; abdominal fluid; peritoneal fluid
fluid drained belly: paracentesis
fluid drained chest: thoracentesis; pleural tap
lung failure: respiratory failure; ards; oxygenation failure; failure of the lungs
swollen: edema; oedema; swelling; puffy; puffiness; swells
pain absent: painless; pain free
pain head: headache; headaches; migraine; migraines; cephalgia
pain chest: chest pain; angina; chest tightness; chest pressure; chest discomfort
pain belly: abdominal pain; belly pain; stomach pain; tummy pain; stomach ache
pain joint: arthralgia; arthralgias; joint pain
painkiller: analgesia; analgesic; analgesics; pain medication; pain relief; painkillers
reflux: gerd; heartburn; acid reflux; gastroesophageal reflux
stool black: melena; melaena; black stools; tarry stools; tarry stool
stool bloody: hematochezia; blood in the stool; bloody stools; rectal bleeding; bright red blood per rectum; brbpr
stool loose: diarrhea; diarrhoea; loose stools; loose stool; watery stools
stool hard: constipation; constipated
hemoglobin low: anemia; anaemia; anemic; anaemic
blood given: transfusion; transfused; packed cells; packed red cells; prbc; blood products; units of blood
platelet low: thrombocytopenia; thrombocytopenic; low platelets
white low: neutropenia; neutropenic; leukopenia
white high: leukocytosis; elevated white count
white: wbc; white count; white cells; white cell count; white blood cells; leukocytes; anc
potassium high: hyperkalemia; hyperkalaemia; hyperkalemic
potassium low: hypokalemia; hypokalaemia; hypokalemic
sodium high: hypernatremia
sodium low: hyponatremia; hyponatraemia
glucose high: hyperglycemia; hyperglycaemia; high blood sugar; hyperglycemic
glucose low: hypoglycemia; hypoglycaemia; low blood sugar
glucose: blood sugar; blood glucose; fingerstick; bg; hba1c; a1c
calcium high: hypercalcemia
calcium low: hypocalcemia
cholesterol high: hyperlipidemia; hyperlipidaemia; dyslipidemia; hypercholesterolemia; high cholesterol
cholesterol: ldl; hdl; lipids; triglycerides
acid blood: acidosis; acidotic; acidemia; ketoacidosis; dka
liver enzymes: ast; alt; lfts; transaminases; liver function tests; transaminitis
jaundice: icterus; jaundiced; icteric; yellow; scleral icterus; bilirubin
thyroid high: hyperthyroid; hyperthyroidism; thyrotoxicosis; graves disease; graves; overactive thyroid
thyroid low: hypothyroid; hypothyroidism; hashimoto; underactive thyroid
thyroid large: goiter; goitre; enlarged thyroid
immune: autoimmune; antibody; antibodies; autoantibodies
bone thin: osteoporosis; osteopenia; low bone density; bone density
fracture: broke; breaks; broken; fractures; fractured; break
fracture hip: hip fracture; broken hip; intertrochanteric; femoral neck fracture
joint replaced: arthroplasty; joint replacement; hemiarthroplasty; replaced; replacement
torn: tear; ruptured; rupture; tears; avulsed
ligament: acl; cruciate; mcl; ligaments
therapist: physiotherapy; physical therapy; pt ot; physiotherapist
walk: walks; walking; ambulates; ambulating; ambulatory; ambulated; gait; mobilizing; mobilised; mobility
walk alone: walking independently; walks independently; walks unaided; without help; independently
fall: fell; falls; found on floor; found on the floor; fallen; had a fall
cancer spread: metastasis; metastases; metastatic; mets; spread
cancer: tumor; tumour; malignancy; malignant; carcinoma; neoplasm; neoplastic; cancerous
mass: tumor mass; lump; nodule; lesion
lymph large: lymphadenopathy; adenopathy; enlarged lymph nodes; swollen glands
lymph: nodes; node; lymph nodes; lymph node; nodal
chemotherapy: chemo; folfox; neoadjuvant; adjuvant
hallucination: hears voices; hearing voices; hallucinations; hallucinating; voices
delusion: delusions; delusional; grandiose; grandeur; grandiosity; paranoid; paranoia
suicide: suicidal; wants to die; want to die; wish to die; end his life; end her life; kill himself; kill herself; ending his life; ending her life; self harm; si
sleep poor: insomnia; not slept; poor sleep; cannot sleep; sleeps poorly; slept poorly; trouble sleeping
sleep: sleeping; sleeps; slept; asleep
mood low: depression; depressed; depressive; low mood; sad; tearful
mood high: mania; manic; hypomania; euphoric; pressured
mood: bipolar; mental illness; psychiatric
confusion: delirium; delirious; confused; disoriented; encephalopathy; muddled; altered mental status; postictal; mental status; mental state; muddled
alert: oriented; awake; a&o; a&ox3; lucid; clear and coherent
seizure: convulsion; convulsions; seizures; tonic-clonic; epilepsy; epileptic; seizing; epileptiform; sharp waves
illicit drugs: toxicology; drug screen; drugs of abuse; tox screen; urine tox; cocaine; heroin
pregnant: pregnancy; gravid; expecting; hcg; gestation; weeks pregnant
pregnant two: twins; twin pregnancy
delivery cut: cesarean; caesarean; c-section
delivery: labor; labour; vaginal delivery; born; birth; delivered
premature: preterm; born early; prematurity
infant: newborn; baby; neonate; neonatal; child; babies; fetus; fetuses; fetal
milk mother: breast milk; breastfeeding; breastfed; human milk; nursing
skin open: ulcer; ulcers; wound; sore; sores; skin breakdown; pressure injury; pressure ulcer; pressure sore; bedsore; laceration
smell: odor; odour; foul; malodorous
rash: hives; urticaria; eruption; exanthem; exanthema; rashes
allergy: allergic; allergies; hypersensitivity; anaphylaxis; sensitized; sensitization; reaction; reacts
resistant: resistance; mrsa; esbl; vre
microbe: organism; bacteria; bacterium; pathogen; germ; microbe; streptococcus; staphylococcus; klebsiella; e. coli; pseudomonas
blood microbe: bacteremia; bacteraemia; blood cultures; blood culture
gramnegative: gram-negative; gram negative; e. coli; klebsiella; pseudomonas
infection urine: uti; urinary tract infection; cystitis; pyelonephritis
infection lung: pneumonia; pna; chest infection; lung infection; bronchopneumonia
infection bile: cholangitis; cholecystitis
bile: biliary; ercp; bile duct; common duct
infection: sepsis; septic; infected; infectious; infections
cold: runny nose; rhinorrhea; uri; upper respiratory infection; coryza
vaccine: vaccinated; immunized; immunised; immunizations; immunization; vaccines; immunisations
icu: intensive care; critical care
home: discharged; discharge; sent home; went home; going home; goes home; gone home
hospital: admitted; admission; hospitalized; hospitalised; hospitalization; inpatient; kept in
transplant: transplanted; transplantation; graft; allograft; donor
reject: rejection; rejected; rejecting
noncompliant: nonadherent; nonadherence; missing doses; missed doses; missed; skips; skipping; skipped; ran out; forgets; not taking; poor adherence; irregularly; noncompliance
retired: pensioner; no longer works
work: job; employed; trade; occupation; occupational
fullcode: full code; full resuscitation; wants everything done
dnr: dnr/dni; do not resuscitate; dni; comfort care; comfort measures; hospice; not for resuscitation; not be resuscitated
unstable: gives way; giving way; instability; buckles; lachman
drive: driving; drives
tired: fatigue; fatigued; exhausted; lethargic; lethargy; tiredness; worn out; no energy
weight: kg; weighs; lbs; pounds
bleeding: hemorrhage; haemorrhage; bleed; bleeds; bled; hematoma; haematoma; hemorrhagic; hemorrhages
bleeding brain: intracranial hemorrhage; intracranial haemorrhage; subdural; subarachnoid; epidural hematoma; bleeding in the brain
croup: barky cough; barking cough; stridor
operation: surgery; surgical; operated; operative; operating; underwent; procedure; reconstruction; resection
sterilized: tubal ligation; sterilization; tubes tied; vasectomy
diet salt: low salt; sodium restriction; restrict sodium; restrict salt; low sodium; salt restriction
defibrillator: icd; aicd; shocks; shock delivered; fired
tremor: shaky; shaking; shakes; trembling
eye protrude: proptosis; exophthalmos; bulging eyes
valve leak: regurgitation; insufficiency of the valve; leaks; leaky
valve narrow: aortic stenosis; mitral stenosis; stenotic valve
thin blood: supratherapeutic; too thin
bypass: cabg; bypass surgery; bypass graft
stented: stent; stents; stenting; pci; angioplasty
nerve block: fascia iliaca block; regional anesthesia; nerve block
inhaledsteroid: inhaled steroid; inhaled steroids; inhaled corticosteroid; inhaled corticosteroids; preventer; ics
moodstabilizer: mood stabilizer; mood stabiliser
diabetesdrug: diabetes medication; diabetes medicine; diabetic medication; antidiabetic; oral hypoglycemic
antihypertensive: blood pressure medication; blood pressure medicine; blood pressure drug
antithyroid: antithyroid drug; anti-thyroid
immunosuppressant: immunosuppression; immunosuppressants; immunosuppressive; anti-rejection
sedative: sedation; sedated; sedatives; sleeping pill; sleeping tablet
antiepileptic: anticonvulsant; anticonvulsants; seizure medication; anti-seizure
antacid: acid suppression; acid suppressant; stomach acid
parent: parents; mother or father
sibling: siblings
oxygen: supplemental oxygen; nasal cannula; oxygen therapy
uncontrolled: not well controlled; poorly controlled; not controlled; not under control; out of control
controlled: under control; well controlled
negative: did not grow; did not grow anything; no growth; sterile; grew nothing
phosphate: phosphorus; phos
erythropoietin: epo; epoetin; darbepoetin
lung noise: crackles; rales; rhonchi; crepitations
prophylaxis: prevent; preventive; prevention; preventing; prophylactic; protects; protection
`;

/** Classes and kinds of them, in the layout of `senses.ts`. */
export const furtherKinds = `
painkiller: naproxen ketorolac tramadol hydromorphone fentanyl codeine hydrocodone diclofenac celecoxib aspirin
steroid: betamethasone hydrocortisone fluticasone beclometasone mometasone triamcinolone
inhaledsteroid: fluticasone budesonide beclometasone mometasone ciclesonide
bronchodilator: albuterol ipratropium tiotropium salmeterol formoterol levalbuterol terbutaline theophylline
inhaler: albuterol ipratropium tiotropium salmeterol formoterol fluticasone budesonide beclometasone
antiemetic: ondansetron metoclopramide prochlorperazine promethazine granisetron cyclizine domperidone
antihypertensive: nifedipine labetalol hydralazine amlodipine lisinopril losartan valsartan clonidine hydrochlorothiazide methyldopa nicardipine ramipril candesartan enalapril
diuretic: hydrochlorothiazide acetazolamide chlorothiazide amiloride
antiepileptic: levetiracetam lamotrigine valproate phenytoin carbamazepine topiramate lacosamide phenobarbital zonisamide oxcarbazepine
moodstabilizer: lithium valproate lamotrigine carbamazepine
antipsychotic: aripiprazole clozapine ziprasidone paliperidone lurasidone chlorpromazine
antidepressant: bupropion duloxetine paroxetine nortriptyline trazodone venlafaxine
sedative: propofol midazolam lorazepam dexmedetomidine diazepam zolpidem zopiclone temazepam clonazepam
immunosuppressant: tacrolimus cyclosporine mycophenolate azathioprine sirolimus everolimus methotrexate
antithyroid: methimazole propylthiouracil carbimazole
bisphosphonate: alendronate risedronate zoledronate ibandronate pamidronate
antifungal: fluconazole micafungin voriconazole nystatin caspofungin amphotericin clotrimazole
antiviral: acyclovir valacyclovir oseltamivir remdesivir ganciclovir valganciclovir
laxative: senna docusate lactulose polyethylene bisacodyl miralax psyllium
antacid: pantoprazole omeprazole famotidine ranitidine esomeprazole lansoprazole calcium
antiplatelet: aspirin clopidogrel ticagrelor prasugrel cilostazol
antiarrhythmic: dronedarone dofetilide lidocaine procainamide propafenone
nitrate: nitroglycerin isosorbide
vasopressor: norepinephrine levophed vasopressin phenylephrine
dmard: methotrexate hydroxychloroquine sulfasalazine leflunomide
cytotoxic: docetaxel paclitaxel cisplatin carboplatin doxorubicin cyclophosphamide oxaliplatin gemcitabine capecitabine vincristine fluorouracil
chemotherapy: docetaxel paclitaxel cisplatin carboplatin doxorubicin cyclophosphamide oxaliplatin gemcitabine capecitabine vincristine
binder: sevelamer lanthanum
supplement: iron folate thiamine magnesium potassium calcium
antibiotic: azithromycin doxycycline ampicillin gentamicin piperacillin ceftazidime cefazolin ciprofloxacin levofloxacin rifampin tobramycin ertapenem cefuroxime flucloxacillin penicillin clarithromycin
gliptin: sitagliptin
diabetesdrug: metformin sitagliptin empagliflozin dapagliflozin glipizide semaglutide liraglutide insulin
autoimmune: lupus psoriasis vasculitis sarcoidosis
microbe: pneumococcus enterococcus candida clostridium
parent: mother father
married: husband wife
sibling: brother sister twin
cancer: adenocarcinoma lymphoma leukemia melanoma sarcoma glioma seminoma hodgkin
bleeding: epistaxis
tube: nasogastric tracheostomy
device: walker cane crutch wheelchair brace splint
`;

/** Words that exclude each other: where one holds, the other does not. Each word stands for its meaning, in `senses.ts`. */
export const opposites = `
home hospital
alone husband
alone wife
alone family
benign cancer
benign suspicious
sensitive resistant
alert confusion
awake sedative
premature term
single two
fullcode dnr
alive dead
intact torn
intact open
intact fracture
oral intravenous
iv oral
open blocked
accept refused
accept declined
agree refused
want refused
want declined
wants declines
pass fail
passed failed
tolerate fail
married divorced
married widowed
married single
retired employed
working retired
unilateral bilateral
gain lose
gained lost
gains loses
clear consolidation
clear cloudy
dry wet
warm cold
soft hard
soft firm
empty full
cured recurrence
remission recurrence
regular irregular
voluntary involuntary
solid liquid
thick thin
formula milk
vaginal cut
diet insulin
independent dependent
independently wheelchair
independently walker
healing worse
calm agitated
reliable poor
compliant noncompliant
prescribed noncompliant
directed noncompliant
regularly noncompliant
daily never
`;
