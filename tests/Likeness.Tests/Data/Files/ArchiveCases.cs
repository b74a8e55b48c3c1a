using Likeness.Interop;

namespace Likeness.Tests.Data.Files;

/// <summary>A row for each format of several parts: arrays of MATLAB, tensors of PyTorch, images of CIFAR-10.</summary>
internal static class ArchiveCases
{
    private const int ImageLength = 3 * 32 * 32;

    private static readonly byte[] Bytes = [0, 1, 128, 255, 7, 200];
    private static readonly double[] Whole = [3, 255, 0, 17, 128, 1];
    private static readonly float[] Weights = [0.5f, -1.25f, 3, MathF.PI, 1e10f, -7.5e-8f];

    public static IReadOnlyDictionary<string, ReaderCase> All { get; } =
        new Dictionary<string, ReaderCase>
        {
            ["mat"] = Mat(9, 2, Bytes, [.. Bytes.Select(value => (double)value)], isCompressed: false),
            ["mat, packed"] = Mat(9, 2, Bytes, [.. Bytes.Select(value => (double)value)], isCompressed: true),
            ["mat of doubles"] = Mat(6, 9, PlainBytes.Bytes(Whole), Whole, isCompressed: false),
            ["pth"] = Pth([3, 1], [0, 1, 2, 3, 4, 5]),
            ["pth, transposed view"] = Pth([1, 2], [0, 2, 4, 1, 3, 5]),
            ["cifar batch"] = new(
                ".bin",
                [.. Record(7, 1), .. Record(0, 2)],
                [7, .. Pixels(1), 0, .. Pixels(2)],
                path => Values(CifarBatch.Read(path))
            ),
            ["cifar archive"] = new(
                ".tar.gz",
                PlainArchives.TarGz([
                    ("cifar-10-batches-bin/batches.meta.txt", "airplane\n"u8.ToArray()),
                    .. BatchNames.Select((name, i) => ($"cifar-10-batches-bin/{name}.bin", Record((byte)i, i))),
                ]),
                [.. BatchNames.SelectMany((_, i) => (double[])[i, .. Pixels(i)])],
                path =>
                    CifarArchive.Read(path) is var read ? [.. BatchNames.SelectMany(name => Values(read[name]))] : []
            ),
        };

    private static string[] BatchNames =>
        ["data_batch_1", "data_batch_2", "data_batch_3", "data_batch_4", "data_batch_5", "test_batch"];

    private static ReaderCase Mat(byte arrayClass, int type, byte[] bytes, double[] values, bool isCompressed) =>
        new(
            ".mat",
            PlainArchives.Mat("X", [2, 3], arrayClass, type, bytes, isCompressed),
            values,
            path => [.. MatFile.Read(path, "X")[0].Values.Select(value => (double)value)]
        );

    // Two rows and three columns of six numbers, in the order that the strides say.
    private static ReaderCase Pth(byte[] strides, int[] order) =>
        new(
            ".pth",
            PlainArchives.Pth("weight", [2, 3], strides, Weights),
            [.. order.Select(place => (double)Weights[place])],
            path => [.. PthFile.Read(path).Single(tensor => tensor.Name == "weight").ToSingles().Select(v => (double)v)]
        );

    // A class and an image: 3,072 bytes that differ from place to place and from image to image.
    private static byte[] Record(byte label, int image) => [label, .. Pixels(image).Select(value => (byte)value)];

    private static IEnumerable<double> Pixels(int image) =>
        Enumerable.Range(0, ImageLength).Select(i => (double)(((i * 7) + (i / 251) + (image * 31)) % 256));

    private static double[] Values(CifarBatch batch) =>
        [
            .. batch.Labels.SelectMany(
                (label, i) =>
                    (double[])
                        [
                            label,
                            .. batch
                                .Pixels.AsSpan(i * ImageLength, ImageLength)
                                .ToArray()
                                .Select(value => (double)value),
                        ]
            ),
        ];
}
