using Likeness.Data.Downloads;
using Likeness.Interop;
using Likeness.Modalities.Images.Data;

namespace Likeness.Modalities.Images.Datasets;

/// <summary>
/// House numbers, cropped to one digit. The files use 10 for the digit 0. The additional 531,131 easier images are not
/// used. Checksums from torchvision's datasets/svhn.py, lengths from TensorFlow Datasets' url_checksums/svhn_cropped.txt.
/// </summary>
[ImageDataset(
    "svhn",
    Title = "SVHN, cropped digits",
    Summary = "99,289 digits from photographs of house numbers, colour, 32 × 32",
    Source = "Netzer et al. 2011, Reading Digits in Natural Images with Unsupervised Feature Learning, ufldl.stanford.edu/housenumbers",
    Licence = "for non-commercial use only"
)]
public sealed class Svhn : IImageDataset
{
    private const string Address = "http://ufldl.stanford.edu/housenumbers/";

    /// <inheritdoc/>
    public ImageShape Shape => new(3, 32, 32);

    /// <inheritdoc/>
    public IReadOnlyList<string> Classes { get; } = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];

    /// <inheritdoc/>
    public ImageCounts Counts => new(73_257, 0, 26_032);

    /// <inheritdoc/>
    public string Folder => "svhn";

    /// <inheritdoc/>
    public IReadOnlyList<PublishedFile> Files { get; } =
    [
        new("train_32x32.mat", "e26dedcc434d2e4c54c9b2d4a06d8373", 182_040_794, new Uri($"{Address}train_32x32.mat")),
        new("test_32x32.mat", "eb5a983be6a315427106f1b164d9cef3", 64_275_384, new Uri($"{Address}test_32x32.mat")),
    ];

    /// <inheritdoc/>
    public ImageSplits Load(DatasetFolder folder, ulong seed)
    {
        string[] paths = [.. Files.Select(file => folder.Require(file))];
        return new ImageSplits(Read(paths[0]), Test: Read(paths[1]));
    }

    /// <summary>Reads one file.</summary>
    /// <exception cref="LikenessException">The file cannot be read or has other contents.</exception>
    public ImageSet Read(string path)
    {
        var arrays = MatFile.Read(path, "X", "y");
        var (x, y) = (arrays[0], arrays[1]);
        if (x.Shape is not [32, 32, 3, > 0 and var count])
        {
            throw new LikenessException(
                $"{path}: 'X' is an array {x.ShapeText} instead of images (32, 32, 3, N) (get a new copy of the file)"
            );
        }

        byte[] digits =
        [
            .. y.Values.Select(value =>
                value == 10 ? (byte)0
                : value == 0 ? byte.MaxValue
                : value
            ),
        ];
        var label = ClassLabel.Create(path, y with { Values = digits }, count, Classes);
        TransposePlanes(x.Values);
        return new ImageSet(Shape, x.Values, [label]);
    }

    /// <summary>Transposes every channel from MATLAB's [column][row] to [row][column], in place.</summary>
    private static void TransposePlanes(byte[] planes)
    {
        const int Side = 32;
        for (int start = 0; start < planes.Length; start += Side * Side)
        {
            for (int row = 0; row < Side; row++)
            {
                for (int column = 0; column < row; column++)
                {
                    int a = start + (row * Side) + column;
                    int b = start + (column * Side) + row;
                    (planes[a], planes[b]) = (planes[b], planes[a]);
                }
            }
        }
    }
}
