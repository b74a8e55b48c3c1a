"""Explained variance and loadings of a small table's standardised columns, as scikit-learn finds them.

Needs Debian's python3-sklearn. Made with scikit-learn 1.2.1:
    /usr/bin/python3 tests/golden/principal_components.py > tests/golden/principal_components.json
"""

import json

import numpy as np
from sklearn.decomposition import PCA

random = np.random.RandomState(3)
base = random.normal(size=(40, 2))
table = np.column_stack([base[:, 0], 2 * base[:, 0] + base[:, 1], np.full(40, 7.0), base[:, 1] - 0.3 * random.normal(size=40)])
table = np.round(table, 3)
deviation = table.std(axis=0)
standardised = (table - table.mean(axis=0)) / np.where(deviation == 0, np.inf, deviation)
pca = PCA(2).fit(standardised)
signs = np.sign(pca.components_[[0, 1], np.abs(pca.components_).argmax(axis=1)])
print(
    json.dumps(
        {
            "table": table.tolist(),
            "explained": pca.explained_variance_ratio_.tolist(),
            "projected": (pca.transform(standardised) * signs).tolist(),
        },
        indent=1,
    )
)
