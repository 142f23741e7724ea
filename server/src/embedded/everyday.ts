// Everyday words for what notes say in terms of medicine, in the layout of `senses.ts`: one line a term with the words
// that mean the same; `wholes` are words that say two things at once ("cholecystectomy": gallbladder, removed).

export const everyday = `
removed: removal resected resection excised excision amputated amputation
nightmare: nightmares dreams dream
swallowing: swallow swallows dysphagia swallowed
diarrhea: diarrhoea stools loose
stool: bowels bowel feces faeces
depression: depressed depressive
suicide: suicidal suicidality
voices: hallucinations hallucination hallucinating hallucinates
platelet: platelets plt thrombocytes
white: wbc leukocytes leukocyte neutrophil neutrophils anc
hemoglobin: hgb hb haemoglobin
potassium: k
sodium: na
glucose: sugar sugars fsbg
pressure: bp sbp tension
rhythm: arrhythmia rhythms
pulse: hr
skin: dermal cutaneous integument
sore: ulcer ulcers sores ulceration decubitus
blister: blisters blistering bullae
itch: itching itchy itches pruritus pruritic
hives: urticaria
bruise: bruises bruising ecchymosis ecchymoses contusion contused
stomach: gastric epigastric
belly: abdomen abdominal abdo
bowel: intestine intestinal intestines enteric
colon: colonic colorectal
gallbladder: biliary cholecystic
bladder: vesical
urine: urinary urinate urinates urinating urination voiding voids
blood: bloody
numb: numbness paresthesia paresthesias paraesthesia tingling pins
weak: weakness weakened weaker paresis hemiparesis
tired: fatigue fatigued tiredness exhausted exhaustion lethargy
sleep: sleeping sleeps asleep slept insomnia
throat: pharynx pharyngeal
mouth: oral lips lip
nose: nasal
ear: ears otic aural
neck: cervical
back: lumbar spinal spine
arm: arms
shoulder: shoulders
knee: knees
hip: hips
toe: toes
finger: fingers digit digits
joint: joints articular
muscle: muscles muscular myalgia
nerve: nerves neural
breast: breasts mammary
womb: uterus uterine
pregnant: pregnancy gravid gestation gestational
labour: labor contractions contraction
birth: delivery delivered
seizure: seizures convulsion convulsions seizing eclampsia epileptic epilepsy
sedated: sedation
ventilated: ventilator ventilation intubated intubation
oxygen: o2 oxygenation
cough: coughs coughing coughed
wheeze: wheezing wheezes wheezy
fever: temp temperature febrile pyrexia fevers
nausea: nauseous nauseated queasy
thirst: thirsty
weight: weighs weighed
appetite: hungry hunger
fall: fell falls fallen falling
injury: injured injuries trauma traumatic wound
burn: burns
bite: bites bitten
tooth: teeth dental
memory: forgetful forgetfulness amnesia
dementia: demented alzheimer alzheimers
anxiety: anxious worried panic
drug: drugs
tablet: tablets pill pills
puffer: inhaler inhalers nebulizer nebulizers nebulised nebuliser
painkiller: analgesic analgesia analgesics
chemotherapy: chemo folfox
radiation: radiotherapy irradiation irradiated
transfused: transfusion transfusions transfuse
dialysis: hemodialysis haemodialysis crrt
drain: drained drainage drains
stent: stents stented stenting
pacemaker: pacer paced
crutch: crutches
narrowed: stenosis stenotic narrowing stricture
blocked: obstruction obstructed occlusion occluded blockage obstructive
enlarged: enlargement dilated dilatation dilation cardiomegaly distended
recurrence: recurred recurrent recurs returned relapse relapses relapsed relapsing
metastasis: metastases metastatic mets spread
alone: herself himself
smoker: smokes smoking smoked
alcoholic: alcoholism
icu: intensive
hospital: admission admitted admissions hospitalized hospitalised inpatient
operation: operated operative
anesthetic: anaesthetic anesthesia anaesthesia
haloperidol: haldol
furosemide: frusemide
amoxicillin: augmentin
antihistamine: antihistamines
thinner: thinners
oriented: orientation
confusion: encephalopathy encephalopathic confused muddled
dehydrated: dehydration
jaundice: jaundiced icteric icterus
protein: proteinuria
sibling: siblings
`;

export const everydayKinds = `
antihistamine: cetirizine loratadine diphenhydramine hydroxyzine fexofenadine
anticoagulant: apixaban warfarin heparin enoxaparin rivaroxaban
antidepressant: sertraline fluoxetine citalopram escitalopram mirtazapine venlafaxine amitriptyline
antipsychotic: haloperidol quetiapine olanzapine risperidone
vasopressor: norepinephrine vasopressin phenylephrine epinephrine dopamine
antibiotic: cefotaxime meropenem cephalexin norfloxacin amoxicillin
antiarrhythmic: amiodarone sotalol flecainide
sibling: brother sister
arrhythmia: fibrillation flutter
painkiller: acetaminophen paracetamol ibuprofen morphine oxycodone
animal: cat dog
`;

export const wholes: Readonly<Record<string, readonly string[]>> = {
  cirrhosis: ['liver', 'diseas'],
  cholecystectomy: ['gallbladder', 'removed'],
  appendectomy: ['appendix', 'removed'],
  colectomy: ['colon', 'removed'],
  hemicolectomy: ['colon', 'removed'],
  hysterectomy: ['womb', 'removed'],
  mastectomy: ['breast', 'removed'],
  lumpectomy: ['breast', 'removed'],
  nephrectomy: ['kidney', 'removed'],
  splenectomy: ['spleen', 'removed'],
  thyroidectomy: ['thyroid', 'removed'],
  prostatectomy: ['prostate', 'removed'],
  lobectomy: ['lung', 'removed'],
  gastrectomy: ['stomach', 'removed'],
  thrombocytopenia: ['platelet', 'low'],
  neutropenia: ['white', 'low'],
  leukopenia: ['white', 'low'],
  leukocytosis: ['white', 'high'],
  hyperkalemia: ['potassium', 'high'],
  hypokalemia: ['potassium', 'low'],
  hypernatremia: ['sodium', 'high'],
  hyponatremia: ['sodium', 'low'],
  hyperglycemia: ['glucose', 'high'],
  hypoglycemia: ['glucose', 'low'],
  hypotension: ['pressure', 'low'],
  hypotensive: ['pressure', 'low'],
  tachycardia: ['pulse', 'high'],
  bradycardia: ['pulse', 'low'],
  hepatitis: ['liver', 'inflamed'],
  pancreatitis: ['pancreas', 'inflamed'],
  colitis: ['colon', 'inflamed'],
  gastritis: ['stomach', 'inflamed'],
  arthritis: ['joint', 'inflamed'],
  cholecystitis: ['gallbladder', 'inflamed'],
  pyelonephritis: ['infection', 'kidney'],
  cystitis: ['infection', 'bladder'],
  cellulitis: ['infection', 'skin'],
  meningitis: ['infection', 'brain'],
  endocarditis: ['endocarditis', 'infection'],
  peritonitis: ['infection', 'belly'],
  hematuria: ['blood', 'urine'],
  melena: ['blood', 'stool'],
  hematochezia: ['blood', 'stool'],
  hemoptysis: ['blood', 'cough'],
  hematemesis: ['blood', 'vomit'],
  dysuria: ['pain', 'urine'],
  headache: ['pain', 'head'],
  arthralgia: ['pain', 'joint'],
  splenomegaly: ['spleen', 'large'],
  cardiomegaly: ['heart', 'large'],
  hydronephrosis: ['kidney', 'blocked'],
  pneumonitis: ['lung', 'inflamed'],
};

/** Words that say nothing of what a sentence is about. */
export const idle = `child boy girl man woman gentleman lady infant toddler stay anything something anybody able unable due way
  during around only being needs need taken took takes kind sort part set goes go went come comes came back let keep kept put puts
  how what where why because though nearly almost several few many much well also too just yet ago once both either each every
  at present presently safely easily fully partly mostly mainly usually often sometimes always`;
