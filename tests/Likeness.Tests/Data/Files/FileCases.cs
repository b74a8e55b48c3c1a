using System.Text;
using Likeness.Data;
using Likeness.Data.Png;
using Likeness.Figures.Png;
using Likeness.Interop;
using Likeness.Modalities.Audio.Data;
using Likeness.Modalities.Images;
using Likeness.Modalities.Images.Data;
using Likeness.Sampling;
using Likeness.Tests.Evaluation;

namespace Likeness.Tests.Data.Files;

/// <summary>A row for each format that is read or written.</summary>
internal static class FileCases
{
    private const int Width = 3;

    // Numbers that a few digits do not hold.
    private static readonly double[] Doubles =
    [
        0.1 + 0.2,
        -1.0 / 3,
        12345678901234567,
        5e-324,
        -1e300,
        2.5,
        Math.PI,
        -0.000123456789012345,
        7,
    ];

    private static readonly double[] Singles = [0.5, -1.25, 3, (float)Math.PI, 1e10f, -7.5e-8f];
    private static readonly double[] Small = [0, 1, 127, 128, 200, 255, 3, 5, 77, 90, 91, 254];
    private static readonly short[] Sound = [0, 1, -1, 1000, -32768, 32767, 12345];
    private static readonly double[] FullScales = [.. Sound.Select(sample => sample / 32768.0)];

    public static IReadOnlyDictionary<string, ReaderCase> Readers { get; } =
        new Dictionary<string, ReaderCase>
        {
            ["csv"] = Text(".csv", "a,b,c\n0.30000000000000004,-2.5,1e300\n4.123456789012345,5e-324,-0.125\n"),
            ["csv with semicolons"] = Text(
                ".csv",
                "a;b;c\n0.30000000000000004;-2.5;1e300\n4.123456789012345;5e-324;-0.125\n"
            ),
            ["tsv"] = Text(".tsv", "a\tb\tc\n0.30000000000000004\t-2.5\t1e300\n4.123456789012345\t5e-324\t-0.125\n"),
            ["csv without names"] = Text(
                ".csv",
                "0.30000000000000004,-2.5,1e300\r\n4.123456789012345,5e-324,-0.125\r\n"
            ),
            ["json"] = Text(
                ".json",
                """[{"a": 0.30000000000000004, "b": -2.5, "c": 1e300}, {"a": 4.123456789012345, "b": 5e-324, "c": -0.125}]"""
            ),
            ["npy <f8"] = Npy("<f8", PlainBytes.Bytes(Doubles), Doubles),
            ["npy >f8"] = Npy(">f8", [.. Doubles.SelectMany(value => BitConverter.GetBytes(value).Reverse())], Doubles),
            ["npy <f4"] = Npy("<f4", PlainBytes.Bytes<float>([1.5f, -2, (float)Math.PI]), [1.5, -2, (float)Math.PI]),
            ["npy <i4"] = Npy("<i4", PlainBytes.Bytes<int>([1, -2, int.MaxValue]), [1, -2, int.MaxValue]),
            ["npy |u1"] = Npy("|u1", [0, 128, 255], [0, 128, 255]),
            ["npy in the order of Fortran"] = new(
                ".npy",
                PlainBytes.Npy("<f8", "2, 3", PlainBytes.Bytes<double>([1, 4, 2, 5, 3, 6]), isFortran: true),
                [1, 2, 3, 4, 5, 6],
                path => NpyReader.Read(path).Values
            ),
            ["npz"] = new(".npz", PlainBytes.Npz("a", PlainBytes.Npy("|u1", "3,", [3, 200, 255])), [3, 200, 255], Npz),
            ["safetensors"] = new(
                ".safetensors",
                PlainBytes.Safetensors("w", "F32", "2,3", PlainBytes.Bytes([.. Singles.Select(v => (float)v)])),
                Singles,
                Safetensors
            ),
            ["png, grey"] = new(".png", PlainBytes.Png(4, 3, 0, [.. Small.Select(v => (byte)v)]), Small, Png),
            ["png, RGB"] = new(".png", PlainBytes.Png(2, 2, 2, [.. Small.Select(v => (byte)v)]), Small, Png),
            ["wav"] = new(".wav", PlainBytes.Wav(8000, Sound), FullScales, Wav),
            ["idx"] = new(
                "-ubyte",
                PlainBytes.Idx([2, 2, 3], [.. Small.Select(v => (byte)v)]),
                Small,
                path => [.. IdxReader.Read(path).Values.Select(value => (double)value)]
            ),
        }
            .Concat(ArchiveCases.All)
            .ToDictionary();

    public static IReadOnlyDictionary<string, WriterCase> Writers { get; } =
        new Dictionary<string, WriterCase>
        {
            ["csv"] = new(".csv", Doubles, (path, v) => CsvWriter.Write(path, Table(v)), Csv, PlainParsers.Csv),
            ["npy"] = new(".npy", Doubles, (path, v) => NpyWriter.Write(path, Table(v)), NpyValues, PlainParsers.Npy),
            ["npy in single precision"] = new(
                ".npy",
                Singles,
                (path, v) => NpyWriter.Write(path, [2, 3], v, singlePrecision: true),
                NpyValues,
                PlainParsers.Npy
            ),
            ["samples as csv"] = new(
                ".csv",
                Doubles,
                (path, v) => SampleFile.Write(path, new SampledRows(3, Parts(v))),
                Csv,
                PlainParsers.Csv
            ),
            ["samples as npy"] = new(
                ".npy",
                Doubles,
                (path, v) => SampleFile.Write(path, new SampledRows(3, Parts(v))),
                NpyValues,
                PlainParsers.Npy
            ),
            ["safetensors"] = new(
                ".safetensors",
                Singles,
                (path, v) =>
                    new SafetensorsFile([TensorData.Create<float>("w", [2, 3], [.. v.Select(x => (float)x)])]).Write(
                        path
                    ),
                Safetensors,
                PlainParsers.Safetensors
            ),
            ["png, grey"] = Picture(4, 3, 1),
            ["png, RGB"] = Picture(2, 2, 3),
            ["image as png"] = new(
                ".png",
                Small,
                (path, v) => ImageSampleFile.WritePicture(path, Images(v).Picture(0)),
                Png,
                PlainParsers.Png
            ),
            ["images as npy"] = new(
                ".npy",
                Small,
                (path, v) => ImageSampleFile.Write(path, Images(v)),
                NpyValues,
                PlainParsers.Npy
            ),
            ["wav"] = new(
                ".wav",
                FullScales,
                (path, v) => WavFile.Write(path, new AudioClip(8000, [.. v.Select(x => (float)x)])),
                Wav,
                PlainParsers.Wav
            ),
        };

    public static Table Table(double[] values) => Samples.Of(values, Width);

    private static ReaderCase Text(string extension, string text) =>
        new(extension, Encoding.UTF8.GetBytes(text), [0.1 + 0.2, -2.5, 1e300, 4.123456789012345, 5e-324, -0.125], Csv);

    private static ReaderCase Npy(string type, byte[] bytes, double[] values) =>
        new(".npy", PlainBytes.Npy(type, $"{values.Length / Width}, {Width}", bytes), values, NpyValues);

    private static WriterCase Picture(int width, int height, int channels) =>
        new(
            ".png",
            Small,
            (path, v) =>
                File.WriteAllBytes(
                    path,
                    PngEncoder.Encode(new PixelImage(width, height, channels, [.. v.Select(x => (byte)x)]))
                ),
            Png,
            PlainParsers.Png
        );

    private static ImageSet Images(double[] values) =>
        new(new ImageShape(1, values.Length / 4, 4), [.. values.Select(x => (byte)x)]);

    private static IEnumerable<Table> Parts(double[] values) =>
        [Table(values[..(2 * Width)]), Table(values[(2 * Width)..])];

    private static double[] Csv(string path) => DataFiles.Load([path]).Table.ToRowMajor();

    private static double[] NpyValues(string path) => NpyReader.Read(path).Values;

    private static double[] Safetensors(string path) =>
        [.. SafetensorsFile.Read(path)["w"].ToSingles().Select(value => (double)value)];

    private static double[] Png(string path) =>
        [.. PngDecoder.Decode(File.ReadAllBytes(path), path).Pixels.Select(value => (double)value)];

    private static double[] Wav(string path) => [.. WavFile.Read(path).Samples.Select(value => (double)value)];

    private static double[] Npz(string path)
    {
        using var file = new NpzFile(File.OpenRead(path));
        return [.. file.Read("a").Values.Select(value => (double)value)];
    }
}
