using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Likeness.Runs;

namespace Likeness.Modalities.Images.Tasks;

/// <summary>Settings of <see cref="SampleImages"/>.</summary>
public sealed record SampleImagesSettings : TaskSettings
{
    /// <inheritdoc/>
    public override bool TakesData => false;

    /// <summary>The number of images.</summary>
    [OptionName("-n")]
    [Description("number of examples to sample")]
    [Range(1, int.MaxValue)]
    public int Count { get; init; } = 64;

    /// <summary>The class that images are conditioned on; null for none.</summary>
    [Category("Conditions")]
    [Description("condition on this class, if the run's model learned classes")]
    public string? Class { get; init; }
}

/// <summary>Samples images, of all classes or conditioned on one.</summary>
internal sealed class SampleImages : ModelTask<SampleImagesSettings>
{
    public override string Command => TaskCommand.Sample.Name;

    public override string OutputHelp => ImageOutput.Help;

    public override IReadOnlyList<(string Line, string Meaning)> Examples =>
        [("likeness sample runs/digits -n 64 --class 7 --out sevens.png", "images of one class")];

    public override void CheckOutput(string? output) => ImageOutput.Check(output);

    protected override TaskResult Run(TrainedModel model, SampleImagesSettings settings, TaskContext context)
    {
        var images = model.As<ImageModel>();
        var (count, seed) = (settings.Count, settings.Seed);
        return ImageOutput.Write(
            context,
            settings.Class is { } name
                ? images.SampleClass(name, count, seed, context.Progress, context.CancellationToken)
                : images.Sample(count, seed, context.Progress, context.CancellationToken)
        );
    }
}
