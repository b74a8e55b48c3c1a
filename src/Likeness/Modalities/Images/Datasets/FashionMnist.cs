namespace Likeness.Modalities.Images.Datasets;

/// <summary>Pieces of clothing. Checksums from its authors' README and torchvision's datasets/mnist.py.</summary>
[ImageDataset(
    "fashionmnist",
    Title = "Fashion-MNIST",
    Summary = "70,000 pictures of clothing from a shop, grey, 28 × 28",
    Source = "Xiao, Rasul and Vollgraf 2017, arXiv:1708.07747, github.com/zalandoresearch/fashion-mnist",
    Licence = "MIT, © 2017 Zalando SE"
)]
public sealed class FashionMnist()
    : IdxDataset(
        "fashionmnist",
        ["T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"],
        ["http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/"],
        [
            ("8d4fb7e6c68d591d4c3dfef9ec88bf0d", 26_421_880),
            ("25c81989df183df01b3e8a0aad5dffbe", 29_515),
            ("bef4ecab320f06d8554ea6380940ec79", 4_422_102),
            ("bb300cfdad3c16e7a12a480ee83cd310", 5_148),
        ]
    );
