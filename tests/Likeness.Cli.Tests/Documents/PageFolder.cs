namespace Likeness.Cli.Tests.Documents;

/// <summary>
/// The folder in which the commands of a page are run, one after another. A run that the page does not train is trained before its first use; equal
/// trainings of several pages are done once.
/// </summary>
public sealed class PageFolder : IDisposable
{
    private const string Runs = "runs";

    // The training of runs that pages only use, by name, or by page and name; others are of trees and customers.csv.
    private static readonly Dictionary<string, string> Trained = new(StringComparer.Ordinal)
    {
        ["docs/tasks.md runs/mine"] = "gaussian --dataset pi",
        ["docs/cookbook.md runs/mine"] = "realnvp --data points.csv",
        ["docs/weights.md runs/vae"] = "vanilla-vae --dataset fashionmnist",
        ["docs/weights.md runs/gpt2"] = "gpt2 --data book.txt",
        ["runs/points"] = "gaussian --data points.csv",
        ["runs/images"] = "vanilla-vae --dataset mnist",
        ["runs/digits"] = "ae --dataset mnist",
        ["runs/shapes"] = "ae --dataset shapes",
        ["runs/classes"] = "cvae --dataset mnist",
        ["runs/gpt2-log-1"] = "gpt2 --data book.txt",
        ["runs/book"] = "gpt2 --data book.txt",
        ["runs/notes"] = "wavenet --dataset tones",
        ["runs/orders"] = "trees --data orders.csv",
    };

    // Commands that make a run or list them.
    private static readonly string[] Makers = ["train", "compare", "import", "vanilla-vae", Runs];

    private readonly TemporaryFolder folder = new();
    private readonly Dictionary<string, string> done = new(StringComparer.Ordinal);
    private string page = "";
    private string variant = ""; // of the files, which a page may write itself
    private (string, string) setting;

    /// <summary>Pages about models of other assemblies, with the assembly.</summary>
    public static IReadOnlyDictionary<string, string> Added { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["docs/adding-a-model.md"] = "OwnModel.dll",
            ["docs/adding-a-kind-of-data.md"] = "BinaryStrings.dll",
        };

    /// <summary>The path of the folder.</summary>
    public string FullPath => folder.FullPath;

    /// <summary>Writes the files of a page, whose own models are added, and removes the runs of the page before.</summary>
    public void Begin(string name)
    {
        page = name;
        variant = DocumentedFiles.VariantOf(page);
        DocumentedFiles.Write(folder, page);
        if (Directory.Exists(folder[Runs]))
        {
            Directory.Delete(folder[Runs], recursive: true);
        }

        setting = Added.TryGetValue(page, out string? assembly)
            ? ("LIKENESS_MODELS", Path.Combine(AppContext.BaseDirectory, assembly))
            : ("", "");
    }

    /// <inheritdoc/>
    public void Dispose() => folder.Dispose();

    /// <summary>Runs a command in its small form.</summary>
    internal async Task<CliResult> RunAsync(DocumentedCommand command)
    {
        string[] words = command.Words;
        if (
            words.Length == 0
            || !Makers.Contains(words[0])
            || words.Contains("--resume")
            || words.Contains("--checkpoint")
        )
        {
            foreach (string run in SmallForm.WithFiles(words).Skip(1).Where(IsMissingRun).ToList())
            {
                string training =
                    Trained.GetValueOrDefault($"{page} {run}")
                    ?? Trained.GetValueOrDefault(run, "trees --data customers.csv");
                (await RunAsync(["train", .. training.Split(' '), "--out", run])).Succeeded();
            }
        }

        return await RunAsync(words);
    }

    private async Task<CliResult> RunAsync(string[] words)
    {
        string[] small = SmallForm.Of(words, FullPath);
        int output = Array.IndexOf(small, "--out") + 1;
        if (output == 0 || small[0] is not ("train" or "compare" or "vanilla-vae" or "datasets"))
        {
            return await Cli.RunUnderAsync(setting, FullPath, small);
        }

        string place = folder[small[output]];
        variant = small[0] == "datasets" ? page : variant;
        if (Directory.Exists(place))
        {
            Directory.Delete(place, recursive: true); // two ways to train the same run
        }

        if (File.Exists(place))
        {
            File.Delete(place);
        }

        string key = string.Join(' ', small.Where((_, i) => i != output).Append(variant));
        if (done.TryGetValue(key, out string? copy))
        {
            Copy(copy, place);
            return new(0, "", "");
        }

        var result = await Cli.RunUnderAsync(setting, FullPath, small);
        if (result.ExitCode == 0 && Directory.Exists(place))
        {
            done[key] = folder[$"done/{done.Count}"];
            Copy(place, done[key]);
        }

        return result;
    }

    private static void Copy(string from, string to)
    {
        foreach (string file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            string path = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.Copy(file, path);
        }
    }

    private bool IsMissingRun(string word) =>
        word.StartsWith("runs/", StringComparison.Ordinal) && !Directory.Exists(folder[word]);
}
