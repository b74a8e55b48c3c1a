using System.CommandLine;
using Likeness.Data.Downloads;
using Likeness.Modalities;
using Likeness.Modalities.Images.Data;
using Likeness.Modalities.Tables.Benchmarks;
using Likeness.Modalities.Tables.Datasets;
using Likeness.Runs;

namespace Likeness.Cli.Options;

/// <summary>The options that select data: files, or a named dataset.</summary>
internal sealed class DataOptionSet
{
    private const int MaxRows = 10_000_000;

    private readonly bool isOfRun;
    private readonly string? defaultDataset;
    private readonly Modality? only;

    /// <summary>Makes the options.</summary>
    /// <param name="ofRun">Whether the run's own data is the default, instead of a dataset to train on.</param>
    /// <param name="defaultDataset">The dataset if the command line names no data; null for the embedded one of each kind of data.</param>
    /// <param name="only">The one kind of data that the command takes; null for all.</param>
    public DataOptionSet(bool ofRun = false, string? defaultDataset = null, Modality? only = null)
    {
        (isOfRun, this.defaultDataset, this.only) = (ofRun, defaultDataset, only);
        string purpose = ofRun ? "files with the examples" : "files to train on";
        string kinds =
            only?.FileHelp
            ?? string.Join("; ", ModalityRegistry.All.Reverse().Select(one => $"for {one.Plural} {one.FileHelp}"));
        string datasets = defaultDataset ?? only?.DefaultDataset ?? "pi, shapes for images, tones for audio";
        string otherwise = ofRun ? " [default: the run's own data]" : "";
        Files = Flag.Files("--data", $"{purpose}: {kinds}{otherwise}");
        Dataset = Flag.Text(
            "--dataset",
            $"an embedded or published dataset instead of files; 'likeness datasets' lists them{(ofRun ? "" : $" [default: {datasets}]")}",
            "NAME"
        );
        Fit = Flag.Maybe<ImageFit>(
            "--fit",
            $"how images fit into the square of --size: padded, stretched, or their centre cropped; crop also pads images up to a quarter smaller [default: {(ofRun ? "as in the run" : "crop")}]"
        );
    }

    public Option<string[]> Files { get; }

    public Option<string?> Dataset { get; }

    public Option<int?> DatasetRows { get; } =
        Flag.Maybe<int>(
            "--dataset-rows",
            $"rows of the embedded dataset {Flag.DefaultText(DatasetEntry.DefaultRows)}, or the largest number of images or clips of each part",
            rows => rows is >= 1 and <= MaxRows ? null : $"is out of range (give 1 to {MaxRows:N0})"
        );

    public Option<string[]> Missing { get; } = MakeMissing();

    public Option<string?> Schema { get; } = MakeSchema();

    public Option<string?> Query { get; } = MakeQuery();

    public Option<string?> Benchmark { get; } =
        Flag.Text(
            "--benchmark",
            $"read --data as a published benchmark, with its preprocessing and split: {string.Join(", ", BenchmarkRegistry.All.Select(entry => entry.Name))}",
            "NAME"
        );

    public Option<bool> NoRules { get; } =
        new("--no-rules") { Description = "do not look for rules of a table, such as a ≤ b, and do not keep them" };

    public Option<bool> NoProtection { get; } =
        new("--no-protection")
        {
            Description =
                "sample rare levels (of fewer than 5 training rows) and extreme numbers (beyond the fifth lowest and highest) of a table, too",
        };

    public Option<string?> Classes { get; } =
        Flag.Text("--classes", "use only the images of these classes, in this order; or a label", "NAME,NAME,…");

    public Option<ImageFit?> Fit { get; }

    public Option<ImageColour?> Colour { get; } =
        Flag.Maybe<ImageColour>("--colour", "the channels of images [default: those that they have]");

    public Option<string?> Background { get; } = MakeBackground();

    public Option<bool> AcceptsTerms { get; } =
        Flag.Switch("--accept-terms", "accept the terms of a published dataset, which its download asks for");

    public Option<string?> DataFolder { get; } =
        Flag.Text(
            "--data-dir",
            $"the folder of published datasets [default: {DataRoot.Variable}, or the user's cache]",
            "FOLDER"
        );

    public IReadOnlyList<Option> All =>
        [
            Files,
            Dataset,
            DatasetRows,
            .. only is null ? [Classes, Fit, Colour, Background, DataFolder, AcceptsTerms] : Array.Empty<Option>(),
            Missing,
            Schema,
            Query,
            Benchmark,
            .. isOfRun ? Array.Empty<Option>() : [NoRules, NoProtection],
        ];

    /// <summary>The option that declares the kinds of columns.</summary>
    public static Option<string?> MakeSchema() =>
        Flag.Text(
            "--schema",
            "a JSON file with the kinds of columns, as 'likeness describe FILE --out schema.json' writes it, or metadata of SDV [default: they are detected]",
            "FILE"
        );

    /// <summary>The option that gives a query of a database.</summary>
    public static Option<string?> MakeQuery() =>
        Flag.Text(
            "--query",
            "a query whose rows are read from the database that --data names, instead of those of a table",
            "SQL"
        );

    /// <summary>The option that sets the background of transparent images.</summary>
    public static Option<string?> MakeBackground() =>
        Flag.Text(
            "--background",
            "what shows through transparent pixels of images: a name such as navy, or #rrggbb [default: white]",
            "COLOUR"
        );

    /// <summary>The option that declares markers of missing values.</summary>
    public static Option<string[]> MakeMissing() =>
        new("--missing")
        {
            Description = "markers of missing values, beside empty cells and the usual ones, such as unknown",
            HelpName = "TEXT…",
            AllowMultipleArgumentsPerToken = true,
            Arity = ArgumentArity.OneOrMore,
        };

    /// <summary>The data source that a command line names; null if it names none.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="model">The model whose default dataset is used when only a number of rows is set; null for tables.</param>
    /// <exception cref="LikenessException">Both files and a dataset are named.</exception>
    public DataSource? Read(ParseResult result, string? model = null)
    {
        string[]? files = result.GetValue(Files);
        string? dataset = result.GetValue(Dataset) ?? (files is { Length: > 0 } ? null : defaultDataset);
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

        bool isOwn = isOfRun && files is not { Length: > 0 } && dataset is null;
        // Published data may be those that a score is compared with.
        var ofData = All.Except([DataFolder, AcceptsTerms]);
        if (isOwn && ofData.FirstOrDefault(option => result.GetResult(option) is { Implicit: false }) is { } lone)
        {
            throw new LikenessException(
                $"{lone.Name} is for other data than the run's own (name it by --data or --dataset, or leave {lone.Name} out)"
            );
        }

        int? rows = result.GetValue(DatasetRows);
        string? classes = result.GetValue(Classes);
        string[] missing = result.GetValue(Missing) ?? [];
        var source =
            files is { Length: > 0 }
                ? DataSource.FromFiles(files) with
                {
                    Missing = missing,
                    Benchmark = benchmark,
                    Schema = result.GetValue(Schema),
                    Query = result.GetValue(Query),
                }
            : dataset is not null || rows is not null ? DataSource.Embedded(dataset ?? RunSettings.DatasetOf(model))
            : null;
        bool isOfFiles = source is { Dataset: null };
        Require(source, rows is not null && isOfFiles, DatasetRows, nameof(DataSource.DatasetRows));
        Require(source, classes is not null, Classes, nameof(DataSource.Classes));
        Require(source, result.GetValue(Schema) is not null && isOfFiles, Schema, nameof(DataSource.Schema));
        Require(source, result.GetValue(Query) is not null && isOfFiles, Query, nameof(DataSource.Query));
        Require(source, missing.Length > 0 && isOfFiles, Missing, nameof(DataSource.Missing));
        Require(source, result.GetValue(Fit) is not null, Fit, nameof(DataSource.Fit));
        Require(source, result.GetValue(Colour) is not null, Colour, nameof(DataSource.Colour));
        Require(source, result.GetValue(Background) is not null, Background, nameof(DataSource.Background));
        Require(source, result.GetValue(AcceptsTerms), AcceptsTerms, nameof(DataSource.AcceptsTerms));
        bool hasRules = isOfRun || !result.GetValue(NoRules);
        bool isProtected = isOfRun || !result.GetValue(NoProtection);
        Require(source, !hasRules, NoRules, nameof(DataSource.FindsRules));
        Require(source, !isProtected, NoProtection, nameof(DataSource.Protects));
        return source is null
            ? null
            : source with
            {
                DatasetRows = rows,
                FindsRules = hasRules,
                Protects = isProtected,
                DataFolder = result.GetValue(DataFolder),
                Fit = result.GetValue(Fit) ?? DefaultFit(source),
                Colour = result.GetValue(Colour),
                Background = result.GetValue(Background),
                AcceptsTerms = result.GetValue(AcceptsTerms),
                Classes = classes?.Split(',', StringSplitOptions.TrimEntries) ?? [],
            };
    }

    /// <summary>The kind of data that a command line names, as far as its arguments show; null if unknown.</summary>
    public static Modality? ModalityIn(IReadOnlyList<string> args)
    {
        try
        {
            return ValuesOf(args, "--data").Any() && args.Contains("--benchmark")
                ? ModalityRegistry.Default
                : SourceIn(args)?.Modality;
        }
        catch (LikenessException)
        {
            return null; // the code that reads the data reports the error
        }
    }

    /// <summary>What is wrong with the names of the files in a command line; null if nothing is, or there are none.</summary>
    public static LikenessException? ErrorOfFiles(IReadOnlyList<string> args)
    {
        string[] files = [.. ValuesOf(args, "--data")];
        try
        {
            _ = files.Length > 0 ? DataSource.FromFiles(files).Modality : null;
            return null;
        }
        catch (LikenessException error)
        {
            return error;
        }
    }

    /// <summary>The data that a command line names, before it is parsed; null if there is none, or it cannot be read.</summary>
    public static DataSource? SourceIn(IReadOnlyList<string> args)
    {
        string? dataset = ValuesOf(args, "--dataset").FirstOrDefault();
        string[] files = [.. ValuesOf(args, "--data")];
        try
        {
            return dataset is not null ? DataSource.Embedded(dataset)
                : files.Length > 0 ? DataSource.FromFiles(files)
                : null;
        }
        catch (LikenessException)
        {
            return null; // the code that reads the data reports the error
        }
    }

    // A trained model takes images as its own were.
    private ImageFit? DefaultFit(DataSource source) =>
        !isOfRun && source.Modality.SourceOptions.Contains(nameof(DataSource.Fit)) ? ImageFit.Crop : null;

    /// <summary>Refuses an option that does not apply to the kind of data.</summary>
    /// <param name="source">The data; null for none.</param>
    /// <param name="isGiven">Whether the option is given.</param>
    /// <param name="option">The option.</param>
    /// <param name="property">The property of <see cref="DataSource"/> that it sets.</param>
    /// <exception cref="LikenessException">It is given, and is for other data.</exception>
    public static void Require(DataSource? source, bool isGiven, Option option, string property)
    {
        if (isGiven && source?.Modality.SourceOptions.Contains(property) != true)
        {
            string meant = string.Join(
                " and ",
                ModalityRegistry.All.Where(one => one.SourceOptions.Contains(property)).Select(one => one.Plural)
            );
            throw new LikenessException(
                $"{option.Name} is for {meant}{(source is null ? "" : $", and the data is {source.Modality.Plural}")} (leave it out, or name other data by --data or --dataset)"
            );
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
