using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Likeness.Modalities.Images.Report;
using Likeness.Models;
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

    /// <summary>Images whose maps, such as edges, the samples follow; null for none.</summary>
    [Category("Conditions")]
    [Description(
        "follow the edges (or sketch, or mask) of this picture, folder or .npy of images, if the run has a control network"
    )]
    public string? Control { get; init; }

    /// <summary>Whether <see cref="Control"/> holds maps, white on black, instead of images.</summary>
    [Category("Conditions")]
    [Description("--control holds maps, white on black, instead of images whose maps are computed")]
    public bool ControlIsMap { get; init; }

    /// <summary>Images to edit; null for none.</summary>
    [Category("Conditions")]
    [Description(
        "edit this picture, folder or .npy of images by --word, if the run was adapted with --edits; a .png shows each edit beside its picture"
    )]
    public string? Edit { get; init; }

    /// <summary>The word of the edit.</summary>
    [Category("Conditions")]
    [Description("the word by which --edit changes the images, such as red")]
    public string? Word { get; init; }
}

/// <summary>Samples images, of all classes or conditioned on one.</summary>
internal sealed class SampleImages : ModelTask<SampleImagesSettings>
{
    public override string Command => TaskCommand.Sample.Name;

    public override ModelUses Uses => ModelUses.Sampling;

    public override string OutputHelp => ImageOutput.Help;

    public override IReadOnlyList<(string Line, string Meaning)> Examples =>
        [
            ("likeness sample runs/digits -n 64 --class 7 --out sevens.png", "images of one class"),
            (
                "likeness sample runs/controlled -n 8 --control picture.png --out like.png",
                "images with the edges of a picture, of a run that 'likeness adapt --control edges' made"
            ),
            (
                "likeness sample runs/edits -n 8 --edit picture.png --word red --out edited.png",
                "edits of a picture by a word, of a run that 'likeness adapt --edits' made"
            ),
        ];

    public override void CheckOutput(string? output) => ImageOutput.Check(output);

    protected override TaskResult Run(TrainedModel model, SampleImagesSettings settings, TaskContext context)
    {
        var images = model.As<ImageModel>();
        var (count, seed) = (settings.Count, settings.Seed);
        if (settings.Edit is not null || settings.Word is not null)
        {
            return Edit(model, settings, context);
        }

        if (settings is { ControlIsMap: true, Control: null })
        {
            throw new LikenessException("--control-is-map needs --control (give it the maps)");
        }

        if (settings.Control is { } file)
        {
            var asked = ImageChoice.Picture(file, model);
            var maps = settings.ControlIsMap ? asked : images.MapsOf(asked);
            return ImageOutput.Write(
                context,
                images.SampleUnder(maps, count, settings.Class, seed, context.Progress, context.CancellationToken)
            );
        }

        return ImageOutput.Write(
            context,
            settings.Class is { } name
                ? images.SampleClass(name, count, seed, context.Progress, context.CancellationToken)
                : images.Sample(count, seed, context.Progress, context.CancellationToken)
        );
    }

    private static TaskResult Edit(TrainedModel model, SampleImagesSettings settings, TaskContext context)
    {
        if (settings is not { Edit: { } file, Word: { } word })
        {
            throw new LikenessException("--edit and --word belong together (give both)");
        }

        if (settings.Control is not null || settings.Class is not null)
        {
            throw new LikenessException("--edit excludes --control and --class (leave them out)");
        }

        var images = model.As<ImageModel>();
        var before = ImageChoice.Picture(file, model);
        var (count, seed) = (settings.Count, settings.Seed);
        var edited = images.Edit(before, word, count, seed, context.Progress, context.CancellationToken);
        if (!ImageOutput.IsPicture(context))
        {
            return ImageOutput.Write(context, edited);
        }

        string path = context.Output!;
        var shown = before.Take([.. Enumerable.Range(0, count).Select(i => i % before.Count)]);
        ImageSampleFile.WritePicture(path, ImageGrid.Beside([shown, edited]));
        return ImageOutput.Written(context, edited, lines: $"each picture beside its edit, in {path}");
    }
}
