namespace Likeness.Modalities.Images.Datasets;

/// <summary>Chest X-rays with up to fourteen findings each.</summary>
[ImageDataset(
    "chestmnist",
    Title = "ChestMNIST",
    Summary = "112,120 chest X-rays with fourteen findings, grey, 28 × 28",
    Source = "Yang et al. 2023, medmnist.com, from NIH ChestX-ray14 (Wang et al. 2017, arXiv:1705.02315)",
    Licence = "CC BY 4.0"
)]
public sealed class ChestMnist()
    : MedMnistDataset(
        "chestmnist",
        "02c8a6516a18b556561a56cbdd36c4a8",
        new ImageCounts(78_468, 11_219, 22_433),
        [
            "atelectasis",
            "cardiomegaly",
            "effusion",
            "infiltration",
            "mass",
            "nodule",
            "pneumonia",
            "pneumothorax",
            "consolidation",
            "edema",
            "emphysema",
            "fibrosis",
            "pleural",
            "hernia",
        ],
        several: true
    );
