namespace Likeness.Modalities.Images.Datasets;

/// <summary>Chest X-rays of children, with and without pneumonia.</summary>
[ImageDataset(
    "pneumoniamnist",
    Title = "PneumoniaMNIST",
    Summary = "5,856 chest X-rays of children, grey, 28 × 28",
    Source = "Yang et al. 2023, medmnist.com, from Kermany et al. 2018, Cell 172(5)",
    Licence = "CC BY 4.0"
)]
public sealed class PneumoniaMnist()
    : MedMnistDataset(
        "pneumoniamnist",
        "28209eda62fecd6e6a2d98b1501bb15f",
        new ImageCounts(4_708, 524, 624),
        ["normal", "pneumonia"]
    );
