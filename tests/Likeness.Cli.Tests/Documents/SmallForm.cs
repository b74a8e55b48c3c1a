using Likeness.Cli.Options;
using Likeness.Modalities;
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
        ["fashionmnist"] = "mnist", // of the same format; PublishedImagesTests has both
        ["<name>"] = "ae",
        ["<model>"] = "ae",
        ["COLUMN"] = "churned",
    };

    // Options that say how long or how much: each is left out, and replaced where the command needs one.
    private static readonly string[] Lengths =
    [
        "--budget",
        "--epochs",
        "--n_epochs",
        "--seeds",
        "--dataset-rows",
        "--write",
    ];

    // Largest values of options that ask for many samples.
    private static readonly Dictionary<string, string> Largest = new(StringComparer.Ordinal)
    {
        ["-n"] = "60",
        ["--num_samples"] = "4",
        ["--length"] = "20",
        ["--seconds"] = "0.05",
        ["--samples"] = "2",
        ["--size"] = "16",
        ["--false-alarm"] = "0.2",
    };

    // Options that make a slow model of images quick: few steps of a sampler, narrow networks, few pixels to draw one after another.
    private static readonly Dictionary<string, string[]> Quick = new(StringComparer.Ordinal)
    {
        ["flow-matching"] = ["--steps", "2", "--density-steps", "2", "--channels", "4,8"],
        ["diffusion-ae"] = ["--steps", "2"],
        ["pixelcnn"] = ["--size", "8"],
        ["vq-gan"] = ["--size", "16"],
        ["maskgit"] = ["--size", "16"],
    };

    /// <summary>The words with placeholders and paths replaced by files of <see cref="DocumentedFiles"/>.</summary>
    public static string[] WithFiles(IEnumerable<string> words)
    {
        var replaced = new List<string>();
        foreach (string word in words.Where(word => word is not ['[', ..]))
        {
            string name = DocumentedFiles.NameOf(Placeholders.GetValueOrDefault(word, word));
            if (replaced.Count == 0 || replaced[^1] != name) // several arrays become one table
            {
                replaced.Add(name);
            }
        }

        return [.. replaced];
    }

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
            "vanilla-vae" when words.Contains("--train") =>
            [
                .. Shorter(words),
                "--n_epochs",
                "1",
                "--dataset-rows",
                "24",
                "--hidden_dims",
                "4",
                "8",
            ],
            "compare" => Compare(words),
            "adapt" => [.. Without(Shorter(words), "--train-steps"), "--train-steps", "2"],
            "vanilla-vae" => Shorter(words),
            "datasets" when words.Length > 1 => [.. Without(words, "-n"), "-n", "200"],
            "report" => [.. words, "--no-open"],
            _ => Shorter(words),
        };
    }

    private static string[] Compare(string[] words)
    {
        int at = Array.IndexOf(words, "--models") + 1;
        string first = at > 0 ? words[at].Split(',', ':')[0] : "all";
        string chosen =
            first == "all" || ModelRegistry.All.Any(model => model.Name == first && model.TakesSteps)
                ? "gaussian"
                : first;
        string[] data = words.Contains("--data") ? [] : ["--data", "points.csv"];
        string[] output = words.Contains("--out") ? [] : ["--out", "runs/compare-1"];
        string[] kept = Without(Without(Without(Shorter(words), "--models"), "--threads"), "--holdout");
        return [.. kept, "--models", $"{chosen},histogram", "--seeds", "1", .. data, .. output];
    }

    private static string[] Train(string[] words, string folder)
    {
        if (words.Contains("--resume"))
        {
            return [.. Without(words, "--epochs"), "--train-steps", "3"];
        }

        string[] all = Array.ConvertAll(
            Complete(words, folder),
            word => word.StartsWith(folder, StringComparison.Ordinal) ? Path.GetFileName(word) : word
        );
        var modality = DataOptionSet.SourceIn(Absolute(words, folder))?.Modality ?? ModalityRegistry.Default;
        var named = ModelRegistry.All.Where(model => model.Name == all[1]).ToList();
        var model = named.Find(one => ModalityRegistry.FromExamples(one.Learns) == modality) ?? named.FirstOrDefault();
        bool isOfImages = model is not null && ModalityRegistry.FromExamples(model.Learns).Plural == "images";
        string[] rows = words.Contains("--data")
            ? []
            :
            [
                "--dataset-rows",
                all[1] == "wavenet" ? "4"
                : isOfImages ? "24"
                : "200",
            ];
        all = Without(all, "--train-steps");
        string[] steps = model is { TakesSteps: false } ? [] : ["--train-steps", "2"];
        string[] preset =
            all.Length == words.Length && !words.Contains("--preset") && model?.Presets.Contains("small") == true
                ? ["--preset", "small"]
                : [];
        string[] quick =
            isOfImages && Quick.TryGetValue(all[1], out var options) && !words.Contains(options[0]) ? options : [];
        string[] output = words.Contains("--out") ? [] : ["--out", DefaultFolder(all)];
        return [.. Shorter(all), .. rows, .. steps, .. preset, .. quick, .. output];
    }

    // The program's name for a first run, which pages use.
    private static string DefaultFolder(string[] words)
    {
        int at = Math.Max(Array.IndexOf(words, "--data"), Array.IndexOf(words, "--dataset")) + 1;
        return $"runs/{words[1]}-{(at > 0 ? Path.GetFileNameWithoutExtension(words[at]) : "pi")}-1";
    }

    /// <summary>The command with the model and options of the recipe if it names none, and full paths of the files in the folder.</summary>
    public static string[] Complete(string[] words, string folder) =>
        ModelChoice.Complete(Absolute(words, folder)).Args;

    private static string[] Absolute(string[] words, string folder) =>
        Array.ConvertAll(words, word => DocumentedFiles.Names.Contains(word) ? Path.Combine(folder, word) : word);

    private static string[] Shorter(string[] words)
    {
        string[] kept = Lengths.Aggregate(words, Without);
        for (int i = 1; i < kept.Length; i++)
        {
            kept[i] = Largest.GetValueOrDefault(kept[i - 1], kept[i]);
        }

        return kept.Any(word => word is "mnist" or "fashionmnist") ? [.. kept, "--data-dir", "data"] : kept;
    }

    // Without an option and its values.
    private static string[] Without(string[] words, string option)
    {
        int at = Array.IndexOf(words, option);
        return at < 0 ? [.. words] : [.. words[..at], .. words[(at + 1)..].SkipWhile(word => !word.StartsWith('-'))];
    }
}
