namespace Likeness.Cli.Tests.Documents;

/// <summary>A folder in which the commands of a page are run, one after another. A run that the page does not train is trained before its first use.</summary>
internal sealed class PageFolder : IDisposable
{
    // The training of runs that pages only use; others are of trees and customers.csv.
    private static readonly Dictionary<string, string> Trained = new(StringComparer.Ordinal)
    {
        ["runs/points"] = "gaussian --data points.csv",
        ["runs/digits"] = "ae --dataset mnist",
        ["runs/shapes"] = "ae --dataset shapes",
        ["runs/classes"] = "cvae --dataset mnist",
        ["runs/book"] = "gpt2 --data book.txt",
        ["runs/notes"] = "wavenet --dataset tones",
        ["runs/orders"] = "trees --data orders.csv",
    };

    private static readonly string[] Commands = ["train", "compare", "import", "vanilla-vae", "runs"];

    private readonly TemporaryFolder folder = new();
    private readonly (string, string) setting;

    /// <summary>Makes the folder.</summary>
    /// <param name="page">The page, whose own models are added.</param>
    public PageFolder(string page)
    {
        DocumentedFiles.Write(folder);
        setting = Added.TryGetValue(page, out string? assembly)
            ? ("LIKENESS_MODELS", Path.Combine(AppContext.BaseDirectory, assembly))
            : ("", "");
    }

    /// <summary>Pages about models of other assemblies, with the assembly.</summary>
    public static IReadOnlyDictionary<string, string> Added { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["docs/adding-a-model.md"] = "OwnModel.dll",
            ["docs/adding-a-kind-of-data.md"] = "BinaryStrings.dll",
        };

    /// <summary>The path of the folder.</summary>
    public string FullPath => folder.FullPath;

    /// <summary>Runs a command in its small form.</summary>
    public async Task<CliResult> RunAsync(DocumentedCommand command)
    {
        string[] words = command.Words;
        if (words.Length == 0 || !Commands.Contains(words[0]) || words.Contains("--resume") || words.Contains("--sample"))
        {
            foreach (string run in SmallForm.WithFiles(words).Skip(1).Where(IsMissingRun).ToList())
            {
                (await RunAsync(["train", .. Trained.GetValueOrDefault(run, "trees --data customers.csv").Split(' '), "--out", run])).Succeeded();
            }
        }

        return await RunAsync(words);
    }

    /// <inheritdoc/>
    public void Dispose() => folder.Dispose();

    private async Task<CliResult> RunAsync(string[] words)
    {
        string[] small = setting.Item1.Length > 0 ? SmallForm.WithFiles(words) : SmallForm.Of(words, FullPath);
        int output = Array.IndexOf(small, "--out") + 1;
        if (output > 0 && small[0] is "train" or "compare" && Directory.Exists(folder[small[output]]))
        {
            Directory.Delete(folder[small[output]], recursive: true); // two ways to train the same run
        }

        return await Cli.RunUnderAsync(setting, FullPath, small);
    }

    private bool IsMissingRun(string word) => word.StartsWith("runs/", StringComparison.Ordinal) && !Directory.Exists(folder[word]);
}
