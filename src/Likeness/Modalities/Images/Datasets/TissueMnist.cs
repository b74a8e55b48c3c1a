namespace Likeness.Modalities.Images.Datasets;

/// <summary>Cells of the kidney's cortex.</summary>
[ImageDataset(
    "tissuemnist",
    Title = "TissueMNIST",
    Summary = "236,386 cells of the human kidney cortex, grey, 28 × 28",
    Source = "Yang et al. 2023, medmnist.com, from BBBC051 of the Broad Bioimage Benchmark Collection (Ljosa et al. 2012)",
    Licence = "CC BY 4.0"
)]
public sealed class TissueMnist()
    : MedMnistDataset(
        "tissuemnist",
        "ebe78ee8b05294063de985d821c1c34b",
        new ImageCounts(165_466, 23_640, 47_280),
        [
            "Collecting Duct, Connecting Tubule",
            "Distal Convoluted Tubule",
            "Glomerular endothelial cells",
            "Interstitial endothelial cells",
            "Leukocytes",
            "Podocytes",
            "Proximal Tubule Segments",
            "Thick Ascending Limb",
        ]
    );
