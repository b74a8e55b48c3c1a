namespace Likeness.Cli.Tests.Documents;

/// <summary>Commands of the documents that are parsed and not run, each with the reason.</summary>
/// <param name="Part">A part of the command.</param>
/// <param name="Because">The reason.</param>
internal sealed record NotRun(string Part, string Because)
{
    /// <summary>All of them.</summary>
    // csharpier-ignore
    public static readonly IReadOnlyList<NotRun> All =
    [
        new("postgresql://", "needs a PostgreSQL server; the tests in Databases run such commands where one is installed"),
        new("--benchmark", "needs a published table of up to 1.3 million rows; tests/golden/benchmarks.py has small ones for the library"),
        new("realnvp.pth", "needs the weights of pi_generator; tests of Likeness.Tests/Interop import a small file"),
        new("import gpt2-tiny", "needs weights of PyTorch; Gpt2WeightsTests import them where shared/data is beside the checkout"),
        new("import VanillaVAE", "needs weights of PyTorch; VanillaVaeWeightsTests import them where shared/data is beside the checkout"),
        new("flow.pth", "needs weights of PyTorch; tests of Likeness.Tests/Interop import a small file"),
        new("runs/penguins", "needs the penguins of seaborn-data, on which the page measured it"),
        new("--target species", "needs the penguins of seaborn-data, on which the page measured it"),
        new("runs/pi-generator", "needs the run that the weights of pi_generator become"),
        new("--dataset cifar10", "needs the published images; PublishedImagesTests runs it with small files"),
        new("style photo.jpg", "trains a classifier of textures for minutes; StyleTests have a small one"),
        new("adapt RUN", "stands for any run of a model that is trained by steps"),
        new("adapt runs/", "begins with a run of images that the page does not train; AdaptTests and RunAdaptationTests run it"),
        new("runs/garments", "needs the run that adapt makes; RunAdaptationTests sample such a run"),
        new("--control picture.png", "needs a run with a control network; AdaptTests samples one"),
        new("--control lines.png", "needs a run with a control network; AdaptTests samples one"),
        new("runs/edits", "needs a run that adapt --edits makes of one of images; AdaptTests and RunAdaptationTests have a small one"),
        new("…", "is a part of a command"),
    ];

    /// <summary>The reason that holds for a command; null if it is run.</summary>
    public static NotRun? For(DocumentedCommand command) =>
        All.FirstOrDefault(one => command.Text.Contains(one.Part, StringComparison.Ordinal));
}
