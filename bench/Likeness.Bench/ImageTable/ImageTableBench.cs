using System.CommandLine;
using System.Diagnostics;
using Likeness.Modalities.Images.Datasets;

namespace Likeness.Bench.ImageTable;

/// <summary>
/// Every image model of the registry on one dataset, each trained for the same time in a process of its own, whose peak memory is measured. Each
/// model's result is a json file, so that an interrupted command goes on where it stopped, and the page is written again after each. Linux only.
/// </summary>
internal static class ImageTableBench
{
    private const string PictureFolder = "figures/images";

    private static readonly Option<string> Dataset = BenchOption.Text("--dataset", "of images", "NAME", "mnist");

    private static readonly Option<int> Budget = BenchOption.Count(
        "--budget",
        "seconds of training of each model",
        600
    );

    private static readonly Option<int> Samples = BenchOption.Count(
        "--samples",
        "samples of each model that are compared with test images",
        1000
    );

    private static readonly Option<string> Preset = BenchOption.Text(
        "--preset",
        "preset of the models that have it, instead of their default options",
        "NAME",
        ""
    );

    private static readonly Option<int?> Rows = BenchOption.Rows();

    private static readonly Option<bool> FewSteps = BenchOption.Switch(
        "--few-steps",
        "also measure samplers with 4 and with 64 steps"
    );

    private static readonly Option<string> Results = BenchOption.Text(
        "--results",
        "the results of each model, which are not measured again",
        "FOLDER",
        "bench-images"
    );

    private static readonly Option<string> Docs = BenchOption.Text(
        "--docs",
        "the folder with images.md, which receives the table and the pictures",
        "FOLDER",
        "docs"
    );

    private static readonly Option<string?> Only = BenchOption.Text(
        "--only",
        "models, separated by commas [default: all]",
        "LIST"
    );

    private static readonly Option<string?> Here = new("--here")
    {
        Description = "measure one model in this process",
        Hidden = true,
    };

    /// <summary>The command.</summary>
    public static BenchCommand Verb { get; } =
        new(
            "images",
            "Every image model on one dataset: the table of docs/images.md (Linux)",
            $"--dataset shapes --budget 1 --samples 20 --preset small --only ae --rows 300 --results {BenchCommand.Folder} --docs {BenchCommand.Folder}",
            Run,
            Dataset,
            Budget,
            Samples,
            Preset,
            Rows,
            FewSteps,
            Results,
            Docs,
            Only,
            Here
        );

    private static int Run(ParseResult given)
    {
        _ = ImageDatasetRegistry.Find(given.GetValue(Dataset)!);
        var settings = new ImageTableSettings(
            given.GetValue(Dataset)!,
            given.GetValue(Budget),
            given.GetValue(Samples),
            given.GetValue(Preset)!,
            given.GetValue(FewSteps),
            given.GetValue(Rows)
        );
        string results = given.GetValue(Results)!;
        string docs = given.GetValue(Docs)!;
        string pictures = Path.Combine(docs, PictureFolder);
        Directory.CreateDirectory(results);
        Directory.CreateDirectory(pictures);
        if (given.GetValue(Here) is { } one)
        {
            MeasureHere(one, settings, results, pictures);
            return 0;
        }

        string[]? chosen = given.GetValue(Only)?.Split(',');
        if (chosen?.FirstOrDefault(name => !ImageTableMeasure.Names.Contains(name)) is { } unknown)
        {
            throw new LikenessException(
                $"'{unknown}' is no row of the table (choose from {string.Join(", ", ImageTableMeasure.Names)})"
            );
        }

        foreach (string name in chosen ?? ImageTableMeasure.Names)
        {
            if (ImageTableRow.Read(results, name, settings) is null)
            {
                Console.WriteLine(name);
                MeasureInChild(name, given);
            }

            ImageTableRow[] rows =
            [
                .. ImageTableMeasure
                    .Names.Select(row => ImageTableRow.Read(results, row, settings))
                    .OfType<ImageTableRow>(),
            ];
            if (rows.Length > 0)
            {
                ImageTablePage.Write(Path.Combine(docs, "images.md"), PictureFolder, rows);
            }
        }

        return 0;
    }

    private static void MeasureHere(string name, ImageTableSettings settings, string results, string pictures)
    {
        string run = Directory.CreateTempSubdirectory("likeness-images-").FullName;
        try
        {
            string picture = Path.Combine(pictures, ImageTableRow.FileName(name, "png"));
            ImageTableMeasure.Measure(name, settings, Path.Combine(run, "run"), picture).Write(results);
        }
        finally
        {
            Directory.Delete(run, recursive: true);
        }
    }

    private static void MeasureInChild(string name, ParseResult given)
    {
        string program = Path.Combine(AppContext.BaseDirectory, "Likeness.Bench.dll");
        string[] few = given.GetValue(FewSteps) ? [FewSteps.Name] : [];
        string[] rows = given.GetValue(Rows) is { } count ? [Rows.Name, $"{count}"] : [];
        var start = new ProcessStartInfo(
            "dotnet",
            [
                program,
                Verb.Name,
                Here.Name,
                name,
                .. new Option[] { Dataset, Budget, Samples, Preset, Results, Docs }.SelectMany(option =>
                    new[] { option.Name, $"{given.GetResult(option)?.GetValueOrDefault<object>()}" }
                ),
                .. few,
                .. rows,
            ]
        )
        {
            UseShellExecute = false,
        };
        using var process = Process.Start(start)!;
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            Console.Error.WriteLine($"{name}: the measurement ended with exit code {process.ExitCode}");
        }
    }
}
