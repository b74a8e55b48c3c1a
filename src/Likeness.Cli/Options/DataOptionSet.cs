using System.CommandLine;
using Likeness.Data;
using Likeness.Data.Benchmarks;
using Likeness.Data.Datasets;
using Likeness.Data.Downloads;
using Likeness.Runs;

namespace Likeness.Cli.Options;

/// <summary>The options that name data: files, or a dataset of the library.</summary>
internal sealed class DataOptionSet
{
    private const int MaxRows = 10_000_000;

    /// <summary>Makes the options.</summary>
    /// <param name="ofRun">Whether the data of a run is meant where none is named, and not something to learn from.</param>
    public DataOptionSet(bool ofRun = false)
    {
        string purpose = ofRun ? "files with the rows" : "files to learn from";
        string otherwise = ofRun ? " [default: the run's own data]" : "";
        Files = Flag.Files(
            "--data",
            $"{purpose}: a CSV, .npy or .h5 arrays, a .pickle of a DataFrame, or two .npy of places and the .jpg that colours them; for images a folder of PNG or JPEG pictures (one for each class, or one), or a .npz or .npy array; for text a .txt or .md; for sound a .wav, or a folder of them (one for each class, or one){otherwise}"
        );
        Dataset = Flag.Text(
            "--dataset",
            $"an embedded or published dataset instead of files; 'likeness datasets' lists them{(ofRun ? "" : " [default: pi, shapes for images, tones for sound]")}",
            "NAME"
        );
    }

    public Option<string[]> Files { get; }

    public Option<string?> Dataset { get; }

    public Option<int?> DatasetRows { get; } =
        Flag.Maybe<int>(
            "--dataset-rows",
            $"rows of the embedded dataset {Flag.DefaultText(DatasetEntry.DefaultRows)}, or how many images or clips of each part to take at most",
            rows => rows is >= 1 and <= MaxRows ? null : $"is out of range (give 1 to {MaxRows:N0})"
        );

    public Option<string[]> Missing { get; } =
        new("--missing")
        {
            Description = "what stands for a missing value, such as n/a; rows with one are left out",
            HelpName = "TEXT…",
            AllowMultipleArgumentsPerToken = true,
            Arity = ArgumentArity.OneOrMore,
        };

    public Option<string?> Benchmark { get; } =
        Flag.Text(
            "--benchmark",
            $"read --data as a published benchmark, with its preprocessing and split: {string.Join(", ", BenchmarkRegistry.All.Select(entry => entry.Name))}",
            "NAME"
        );

    public Option<string?> Classes { get; } =
        Flag.Text("--classes", "take only the images of these classes, counted in this order", "NAME,NAME,…");

    public Option<string?> DataFolder { get; } =
        Flag.Text(
            "--data-dir",
            $"the folder that published datasets are kept in [default: what {DataRoot.Variable} says, or the user's cache]",
            "FOLDER"
        );

    public IReadOnlyList<Option> All => [Files, Dataset, DatasetRows, Classes, DataFolder, Missing, Benchmark];

    /// <summary>The source that a command line names, or null where it names none.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="model">The model whose dataset is meant where only how many of its rows are named; null for tables.</param>
    /// <exception cref="LikenessException">Both files and a dataset are named.</exception>
    public DataSource? Read(ParseResult result, string? model = null)
    {
        string[]? files = result.GetValue(Files);
        string? dataset = result.GetValue(Dataset);
        if (files is { Length: > 0 } && dataset is not null)
        {
            throw new LikenessException("--data and --dataset name two sources (give one of them)");
        }

        string? benchmark = result.GetValue(Benchmark);
        if (benchmark is not null && files is not { Length: > 0 })
        {
            throw new LikenessException(
                $"--benchmark {benchmark} needs its files (give --data: {BenchmarkRegistry.Find(benchmark).Files})"
            );
        }

        int? rows = result.GetValue(DatasetRows);
        var source =
            files is { Length: > 0 }
                ? DataSource.FromFiles(files) with
                {
                    Missing = result.GetValue(Missing) ?? [],
                    Benchmark = benchmark,
                }
            : dataset is not null || rows is not null ? DataSource.Embedded(dataset ?? RunSettings.DatasetOf(model))
            : null;
        if (rows is not null && source is { Dataset: null, Kind: DataKind.Table or DataKind.Text })
        {
            throw new LikenessException("--dataset-rows is for embedded datasets (leave it out, or name a --dataset)");
        }

        string? classes = result.GetValue(Classes);
        if (classes is not null && source?.Kind != DataKind.Images)
        {
            throw new LikenessException(
                "--classes is for images (leave it out, or name images by --data or --dataset)"
            );
        }

        return source is null
            ? null
            : source with
            {
                DatasetRows = rows,
                DataFolder = result.GetValue(DataFolder),
                Classes = classes?.Split(',', StringSplitOptions.TrimEntries) ?? [],
            };
    }

    /// <summary>What kind of data a command line names, as far as its words say; null where it names none, or none that can be looked at.</summary>
    public static DataKind? KindIn(IReadOnlyList<string> args)
    {
        string? dataset = ValuesOf(args, "--dataset").FirstOrDefault();
        string[] files = [.. ValuesOf(args, "--data")];
        try
        {
            return dataset is not null ? DataSource.Embedded(dataset).Kind
                : files.Length > 0 && !args.Contains("--benchmark") ? DataSource.FromFiles(files).Kind
                : files.Length > 0 ? DataKind.Table
                : null;
        }
        catch (LikenessException)
        {
            return null; // who reads the data says what is wrong with it
        }
    }

    private static IEnumerable<string> ValuesOf(IReadOnlyList<string> args, string option)
    {
        bool isValue = false;
        foreach (string word in args)
        {
            string[] parts = word.Split(['=', ':'], 2);
            if (parts[0] == option)
            {
                isValue = parts.Length == 1;
                if (!isValue)
                {
                    yield return parts[1];
                }
            }
            else if (isValue && !word.StartsWith('-'))
            {
                yield return word;
            }
            else
            {
                isValue = false;
            }
        }
    }
}
