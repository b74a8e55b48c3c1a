using System.CommandLine;
using Likeness.Data.Benchmarks;
using Likeness.Data.Datasets;
using Likeness.Runs;

namespace Likeness.Cli.Options;

/// <summary>The options that name data: files, or a dataset of the library.</summary>
internal sealed class DataOptionSet
{
    /// <summary>The dataset of those who name none.</summary>
    public const string Default = "pi";

    private const int MostRows = 10_000_000;

    /// <summary>Makes the options.</summary>
    /// <param name="ofRun">Whether the data of a run is meant where none is named, and not something to learn from.</param>
    public DataOptionSet(bool ofRun = false)
    {
        string purpose = ofRun ? "files with the rows" : "files to learn from";
        string otherwise = ofRun ? " [default: the run's own data]" : "";
        Files = Flag.Files(
            "--data",
            $"{purpose}: a CSV, .npy arrays, or two .npy of places and the .jpg that colours them{otherwise}"
        );
        Dataset = Flag.Text(
            "--dataset",
            $"an embedded dataset instead of files; 'likeness datasets' lists them{(ofRun ? "" : " [default: pi]")}",
            "NAME"
        );
    }

    public Option<string[]> Files { get; }

    public Option<string?> Dataset { get; }

    public Option<int?> DatasetRows { get; } =
        Flag.Maybe<int>(
            "--dataset-rows",
            $"rows of the embedded dataset {Flag.DefaultText(DatasetEntry.DefaultRows)}",
            rows => rows is >= 1 and <= MostRows ? null : $"is out of range (give 1 to {MostRows:N0})"
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

    public IReadOnlyList<Option> All => [Files, Dataset, DatasetRows, Missing, Benchmark];

    /// <summary>The source that a command line names, or null where it names none.</summary>
    /// <exception cref="LikenessException">Both files and a dataset are named.</exception>
    public DataSource? Read(ParseResult result)
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
        if (files is { Length: > 0 } && rows is not null)
        {
            throw new LikenessException("--dataset-rows is for embedded datasets (leave it out, or name a --dataset)");
        }

        return dataset is not null || rows is not null
                ? DataSource.Embedded(dataset ?? Default) with
                {
                    DatasetRows = rows,
                }
            : files is { Length: > 0 }
                ? DataSource.FromFiles(files) with
                {
                    Missing = result.GetValue(Missing) ?? [],
                    Benchmark = benchmark,
                }
            : null;
    }
}
