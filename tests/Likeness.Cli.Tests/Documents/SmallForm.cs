using Likeness.Cli.Options;
using Likeness.Models;

namespace Likeness.Cli.Tests.Documents;

/// <summary>The same command on small files, with few rows and steps.</summary>
internal static class SmallForm
{
    // What a page writes for a name of the reader's own.
    private static readonly Dictionary<string, string> Placeholders = new(StringComparer.Ordinal)
    {
        ["NAME"] = "ae", // of tables and of images
        ["RUN"] = "runs/mine",
        ["FILE"] = "customers.csv",
        ["FOLDER"] = "clips",
        ["yours"] = "customers.csv",
        ["yours.csv"] = "customers.csv",
        ["<name>"] = "ae",
    };

    // Options that say how long or how much: each is left out, and replaced where the command needs one.
    private static readonly string[] Lengths = ["--budget", "--epochs", "--n_epochs", "--seeds", "--dataset-rows", "--write"];

    // Largest values of options that ask for many samples.
    private static readonly Dictionary<string, string> Largest = new(StringComparer.Ordinal)
    {
        ["-n"] = "20",
        ["--num_samples"] = "4",
        ["--length"] = "20",
        ["--seconds"] = "0.05",
        ["--samples"] = "2",
        ["--size"] = "16",
    };

    /// <summary>The words with placeholders and paths replaced by files of <see cref="DocumentedFiles"/>.</summary>
    public static string[] WithFiles(IEnumerable<string> words) =>
        [
            .. from word in words
            where word is not ['[', ..]
            let name = Placeholders.GetValueOrDefault(word, word)
            select DocumentedFiles.Names.Contains(Path.GetFileName(name)) ? Path.GetFileName(name) : name,
        ];

    /// <summary>The command to run, in a folder that has the files.</summary>
    public static string[] Of(string[] words, string folder)
    {
        words = WithFiles(words);
        if (words.Any(word => word is "--help" or "--version"))
        {
            return words;
        }

        return words.FirstOrDefault() switch
        {
            "train" => Train(words, folder),
            "vanilla-vae" when words.Contains("--train") => [.. Shorter(words), "--n_epochs", "1", "--dataset-rows", "24", "--hidden_dims", "4", "8"],
            "compare" => [.. Shorter(Without(words, "--models")), "--models", "gaussian,histogram", "--seeds", "1"],
            "datasets" when words.Length > 1 => [.. Without(words, "-n"), "-n", "200"],
            "report" => [.. words, "--no-open"],
            _ => Shorter(words),
        };
    }

    private static string[] Train(string[] words, string folder)
    {
        if (words.Contains("--resume"))
        {
            return [.. Without(words, "--epochs"), "--train-steps", "3"];
        }

        string[] all = Complete(words, folder);
        var models = ModelRegistry.Named(all[1]);
        string[] rows = words.Contains("--data") ? [] : ["--dataset-rows", all[1] == "wavenet" ? "4" : IsOfImages(words) ? "24" : "200"];
        string[] steps = models.All(model => model.TakesSteps) ? ["--train-steps", "2"] : [];
        string[] preset =
            all.Length == words.Length && !words.Contains("--preset") && models.Any(model => model.Presets.Contains("small") && (model.Name != "ae" || IsOfImages(words)))
                ? ["--preset", "small"]
                : [];
        return [.. Shorter(all), .. rows, .. steps, .. preset];
    }

    /// <summary>The command with the model and options of the recipe if it names none. Its files are those in the folder.</summary>
    public static string[] Complete(string[] words, string folder)
    {
        string[] absolute = Array.ConvertAll(words, word => DocumentedFiles.Names.Contains(word) ? Path.Combine(folder, word) : word);
        return ModelChoice.Complete(absolute).Args;
    }

    private static bool IsOfImages(string[] words) =>
        words.Any(word => word is "pictures" or "shapes" or "mnist" or "fashionmnist" or "photos");

    private static string[] Shorter(string[] words)
    {
        string[] kept = Lengths.Aggregate(words, Without);
        for (int i = 1; i < kept.Length; i++)
        {
            kept[i] = Largest.GetValueOrDefault(kept[i - 1], kept[i]);
        }

        return kept.Any(word => word is "mnist" or "fashionmnist") ? [.. kept, "--data-dir", "data"] : kept;
    }

    private static string[] Without(string[] words, string option)
    {
        int at = Array.IndexOf(words, option);
        return at < 0 ? [.. words] : [.. words[..at], .. words[Math.Min(at + 2, words.Length)..]];
    }
}
