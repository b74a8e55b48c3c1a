using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using Likeness.Data;
using Likeness.Figures.Png;
using Likeness.Modalities.Audio.Data;

namespace Likeness.Cli.Tests.Documents;

/// <summary>Small files under the names that the documents use.</summary>
internal static class DocumentedFiles
{
    private const int Rows = 150;
    private const string PageOfNumbers = "docs/tasks.md";
    private const string PageOfPenguins = "docs/generative-and-discriminative.md";
    private const string PageOfOrders = "docs/tutorial.md";
    private const string IncompleteOrders =
        "city,country,net,shipping,total,express\nLyon,,,4.90,46.72,no\nUlm,,,9.90,,yes\n";

    private static readonly string[] Customers =
    [
        "customers.csv",
        "incomplete.csv",
        "new.csv",
        "test.csv",
        "train.csv",
        "g.csv",
        "a.csv",
        "b.csv",
        "generated.csv",
        "adult-train.csv",
        "unlabelled.csv",
        "partial.csv",
        "odd.csv",
    ];

    private static readonly string[] Numbers =
    [
        "points.csv",
        "points.npy",
        "measurements.csv",
        "california_housing.csv",
        "winequality-white.csv",
        "winequality-red.csv",
        "miniboone_first1523.npy",
        "pi_xs.npy",
        "pi_ys.npy",
        "sparse_pi_colored.jpg",
    ];

    private static readonly string[] Texts =
    [
        "book.txt",
        "other.txt",
        "test.txt",
        "g.txt",
        "train.txt",
        "tinyshakespeare_input.txt",
        "input.txt",
        "new.log.txt",
        "odd.txt",
    ];

    private static readonly string[] Folders = ["pictures", "photos", "clips"];

    /// <summary>The names.</summary>
    public static readonly IReadOnlySet<string> Names = new HashSet<string>(
        [.. Customers, .. Numbers, .. Texts, .. Folders, "orders.csv", "strings.bits", "new.bits"],
        StringComparer.Ordinal
    );

    /// <summary>The file that stands for a path of a page; the path itself if it is another one.</summary>
    public static string NameOf(string path)
    {
        string name = Path.GetFileName(path);
        return path.StartsWith("runs/", StringComparison.Ordinal) || !Names.Contains(name) ? path
            : Path.GetExtension(name) is ".npy" or ".jpg" ? "points.csv"
            : name;
    }

    /// <summary>Which content the reader's own files have on a page.</summary>
    public static string VariantOf(string page) => page is PageOfNumbers or PageOfOrders or PageOfPenguins ? page : "";

    /// <summary>Writes the files.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="page">The page that uses them: on some, the reader's table has other columns.</param>
    public static void Write(TemporaryFolder folder, string page)
    {
        foreach (string name in Customers)
        {
            folder.Write(
                name,
                page switch
                {
                    PageOfNumbers => Points(name),
                    PageOfOrders => name == "incomplete.csv" ? IncompleteOrders : Orders,
                    PageOfPenguins => Penguins(name),
                    _ => MixedTable(name),
                }
            );
        }

        foreach (string name in Numbers)
        {
            folder.Write(name, Points());
        }

        foreach (string name in Texts)
        {
            folder.Write(
                name,
                string.Concat(Enumerable.Range(0, 300).Select(i => $"It was the cat {i % 7} that sat.\n"))
            );
        }

        folder.Write("orders.csv", Orders);
        folder.Write(
            "strings.bits",
            string.Concat(Enumerable.Range(0, Rows).Select(i => $"{Convert.ToString(i % 16, 2).PadLeft(6, '0')}\n"))
        );
        File.Copy(folder["strings.bits"], folder["new.bits"], overwrite: true);
        WritePictures(folder, "pictures");
        WritePictures(folder, "photos");
        WriteDigits(folder, "mnist");
        WriteDigits(folder, "fashionmnist");
        WriteClips(folder);
    }

    // Coloured pixels, as the dataset pi has them; the second form has missing values, the third says which rows are anomalies.
    private static string Points(string name = "") =>
        $"x,y,r,g,b{(name == "new.csv" ? ",anomaly" : "")}\n"
        + string.Concat(
            Enumerable
                .Range(0, Rows)
                .Select(i =>
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{i % 8 * 30 / 300.0:R},{i / 8 * 10 / 300.0:R},{(name == "incomplete.csv" && i % 3 == 0 ? "" : $"{i * 13 % 256 / 255.0:R}")},{(i % 2 == 0 ? 17 : i) / 255.0:R},{i * 7 % 256 / 255.0:R}{(name == "new.csv" ? i % 10 == 0 ? ",1" : ",0" : "")}\n"
                    )
                )
        );

    private static string Orders { get; } =
        "order,city,country,customer,ordered,express,items,net,shipping,total,status,shipped,rating\n"
        + string.Concat(
            Enumerable
                .Range(1, Rows)
                .Select(i =>
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"ORD-{i:000000},{(i % 2 == 0 ? "Lyon,FR" : "Bonn,DE")},private,2025-01-{1 + (i % 27):00} 09:10,{(i % 3 == 0 ? "yes" : "no")},{1 + (i % 5)},{10 + i}.50,{(i % 3 == 0 ? "9.90" : "4.90")},{(i % 3 == 0 ? $"{20 + i}.40" : $"{15 + i}.40")},shipped,2025-01-{1 + (i % 27):00} 12:33,{(i % 4 == 0 ? "" : $"{1 + (i % 5)}")}\n"
                    )
                )
        );

    // Some files lack the first column, which the page imputes, or more.
    private static string Penguins(string name)
    {
        var columns = name switch
        {
            "unlabelled.csv" => 1..7,
            "partial.csv" => 4..6,
            _ => 0..7,
        };
        string[] header = "species,island,bill_length_mm,bill_depth_mm,flipper_length_mm,body_mass_g,sex".Split(',');
        var rows = Enumerable
            .Range(0, Rows)
            .Select(i =>
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{(i % 2 == 0 ? "Gentoo,Biscoe" : "Adelie,Torgersen")},{38 + (i * 7 % 100 / 10.0)},{14 + (i * 3 % 60 / 10.0)},{180 + (i * 11 % 45)},{(i % 2 == 0 ? 4500 : 3200) + (i * 37 % 30 * 50)},{(i % 3 == 0 ? "MALE" : "FEMALE")}"
                )
            )
            .Select(row => row.Split(','));
        return string.Concat(rows.Prepend(header).Select(row => string.Join(',', row[columns]) + "\n"));
    }

    private static string MixedTable(string name)
    {
        var text = new StringBuilder("id,city,plan,age,income,joined,churned\n");
        for (int i = 0; i < Rows; i++)
        {
            string income = name == "incomplete.csv" && i % 3 == 0 ? "" : $"{20_000 + (i * 397 % 30_000)}";
            text.Append(
                CultureInfo.InvariantCulture,
                $"C-{i:00000},{(i % 3 == 0 ? "Bonn" : i % 3 == 1 ? "Lyon" : "Ulm")},{(i % 4 == 0 ? "pro" : "free")},{20 + (i * 7 % 50)},{income},2025-{1 + (i % 12):00}-{1 + (i % 28):00},{(i % 5 == 0 ? "yes" : "no")}\n"
            );
        }

        return text.ToString();
    }

    private static void WritePictures(TemporaryFolder folder, string name)
    {
        for (int i = 0; i < 24; i++)
        {
            byte[] pixels = [.. Enumerable.Range(0, 16 * 16 * 3).Select(at => (byte)((at * (i + 1)) + (i % 2 * 90)))];
            folder.Write(
                $"{name}/{(i % 2 == 0 ? "cats" : "dogs")}/{i}.png",
                PngEncoder.Encode(new PixelImage(16, 16, 3, pixels))
            );
        }
    }

    // The IDX format: two zeros, the type of bytes, the number of axes, their lengths in big-endian, the values.
    private static void WriteDigits(TemporaryFolder folder, string name)
    {
        const int Count = 60;
        foreach (string part in new[] { "train", "t10k" })
        {
            Write($"{part}-images-idx3-ubyte.gz", [Count, 28, 28], i => (byte)(i * 7 % 256));
            Write($"{part}-labels-idx1-ubyte.gz", [Count], i => (byte)(i % 10));
        }

        void Write(string file, int[] axes, Func<int, byte> value)
        {
            using var bytes = new MemoryStream();
            using (var packed = new GZipStream(bytes, CompressionLevel.Fastest))
            {
                packed.Write([0, 0, 8, (byte)axes.Length]);
                byte[] length = new byte[4];
                foreach (int axis in axes)
                {
                    BinaryPrimitives.WriteInt32BigEndian(length, axis);
                    packed.Write(length);
                }

                packed.Write([.. Enumerable.Range(0, axes.Aggregate((one, other) => one * other)).Select(value)]);
            }

            folder.Write($"data/{name}/{file}", bytes.ToArray());
        }
    }

    private static void WriteClips(TemporaryFolder folder)
    {
        foreach (int clip in Enumerable.Range(0, 16))
        {
            string path = folder[$"clips/{(clip % 2 == 0 ? "G4" : "A4")}/{clip}.wav"];
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            WavFile.Write(
                path,
                new AudioClip(
                    8000,
                    [.. Enumerable.Range(0, 4000).Select(i => 0.5f * MathF.Sin(i * (0.2f + (clip * 0.02f))))]
                )
            );
        }
    }
}
