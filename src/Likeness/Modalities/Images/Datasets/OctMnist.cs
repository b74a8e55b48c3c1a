namespace Likeness.Modalities.Images.Datasets;

/// <summary>Optical coherence tomography of the retina.</summary>
[ImageDataset(
    "octmnist",
    Title = "OCTMNIST",
    Summary = "109,309 tomographies of the retina, grey, 28 × 28",
    Source = "Yang et al. 2023, medmnist.com, from Kermany et al. 2018, Cell 172(5)",
    Licence = "CC BY 4.0"
)]
public sealed class OctMnist()
    : MedMnistDataset(
        "octmnist",
        "c68d92d5b585d8d81f7112f81e2d0842",
        new ImageCounts(97_477, 10_832, 1_000),
        ["choroidal neovascularization", "diabetic macular edema", "drusen", "normal"]
    );
