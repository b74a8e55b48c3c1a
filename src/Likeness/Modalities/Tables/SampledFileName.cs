using Likeness.Data;
using Likeness.Data.Databases;
using Likeness.Runs;

namespace Likeness.Modalities.Tables;

/// <summary>The name of a file for samples, after the file of the data: <c>adult.parquet</c> gives <c>adult-samples.parquet</c>.</summary>
internal static class SampledFileName
{
    private const string Default = ".csv";
    private const string Gzip = ".gz";

    // Formats that are read and written; others become CSV.
    private static readonly string[] Kept =
    [
        ".csv",
        ".tsv",
        ".tab",
        ".psv",
        ".json",
        ".jsonl",
        ".ndjson",
        ".parquet",
        ".npy",
    ];

    /// <summary>The name for samples of a model of this data, without characters that a shell would interpret.</summary>
    public static string For(DataSource source)
    {
        string name =
            source.Files is [var file, ..] && !DatabaseAddress.Is(file)
                ? After(Path.GetFileName(DataFileName.Parse(file).File))
                : $"{source.ShortName}-samples{Default}";
        return string.Concat(
            name.Select(letter => char.IsLetterOrDigit(letter) || letter is '-' or '.' ? letter : '_')
        );
    }

    private static string After(string file)
    {
        bool isCompressed = file.EndsWith(Gzip, StringComparison.OrdinalIgnoreCase);
        string plain = isCompressed ? file[..^Gzip.Length] : file;
        string extension = Path.GetExtension(plain).ToLowerInvariant();
        return $"{Path.GetFileNameWithoutExtension(plain)}-samples{(Kept.Contains(extension) ? extension : Default)}";
    }
}
