namespace Likeness.Modalities.Images.Datasets;

/// <summary>Handwritten digits. Checksums from torchvision's datasets/mnist.py; the mirror is its first one.</summary>
[ImageDataset(
    "mnist",
    Title = "MNIST",
    Summary = "70,000 handwritten digits, grey, 28 × 28",
    Source = "LeCun, Cortes and Burges, yann.lecun.com/exdb/mnist",
    Licence = "none stated by its authors; the images are made from NIST's Special Databases 1 and 3"
)]
public sealed class Mnist()
    : IdxDataset(
        "mnist",
        ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"],
        ["https://ossci-datasets.s3.amazonaws.com/mnist/", "http://yann.lecun.com/exdb/mnist/"],
        [
            ("f68b3c2dcbeaaa9fbdd348bbdeb94873", 9_912_422),
            ("d53e105ee54ea40749a09fcbcd1e9432", 28_881),
            ("9fb629c4189551a2d022fa330f9573f3", 1_648_877),
            ("ec29112dd5afa0611ce80d1b7f02629c", 4_542),
        ]
    );
