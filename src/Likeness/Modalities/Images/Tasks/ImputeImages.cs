using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Likeness.Modalities.Images.Data;
using Likeness.Modalities.Images.Report;
using Likeness.Models;
using Likeness.Runs;

namespace Likeness.Modalities.Images.Tasks;

/// <summary>Settings of <see cref="ImputeImages"/>.</summary>
public sealed record ImputeImagesSettings : ImputeSettings
{
    /// <summary>The missing part of each image.</summary>
    [Description("the missing part of each image: lower, upper, left, right or centre")]
    public ImageMask Mask { get; init; } = ImageMask.Lower;

    /// <summary>The maximum number of images.</summary>
    [OptionName("-n")]
    [Description("maximum number of images")]
    [Range(1, int.MaxValue)]
    public int Count { get; init; } = 16;
}

/// <summary>Inpaints a part of images, conditioned on the rest.</summary>
internal sealed class ImputeImages : ModelTask<ImputeImagesSettings>
{
    public override string Command => TaskCommand.Impute.Name;

    public override ModelUses Uses => ModelUses.Imputation;

    public override string OutputHelp =>
        "a .png with each image, its known part and the results; a .npy array, or a folder";

    public override IReadOnlyList<(string Line, string Meaning)> Examples =>
        [("likeness impute runs/digits --mask lower --samples 5 --out inpainted.png", "inpainting of the lower half")];

    public override void CheckOutput(string? output) => ImageOutput.Check(output);

    protected override TaskResult Run(TrainedModel model, ImputeImagesSettings settings, TaskContext context)
    {
        var images = model.As<ImageModel>();
        string kind = images.InpaintingKind;
        var whole = ImageChoice.Read(model, settings, settings.Count);
        bool[] known = settings.Mask.Known(images.Transform);
        List<ImageSet> inpainted =
        [
            .. Enumerable
                .Range(0, settings.Samples)
                .Select(sample =>
                    images.Inpaint(
                        whole,
                        known,
                        settings.Seed + (ulong)sample,
                        context.Progress,
                        context.CancellationToken
                    )
                ),
        ];
        string line = $"{Numeral.Whole(whole.Count)} images, {kind}";
        if (!ImageOutput.IsPicture(context))
        {
            return ImageOutput.Write(
                context,
                inpainted.Aggregate(ImageChoice.Concatenate),
                new { Kind = kind },
                lines: line
            );
        }

        var sizes = images.Transform with { Shape = images.Transform.SampleShape, Unpadded = null };
        var masked = ImageMasks.Masked(whole, settings.Mask.Known(sizes));
        ImageSampleFile.WritePicture(context.Output!, ImageGrid.Beside([whole, masked, .. inpainted]));
        return new TaskResult
        {
            Lines =
            [
                line,
                $"each image, its known part and {Numeral.Counted(inpainted.Count, "inpainted image")} written to {context.Output}",
            ],
            Answer = new
            {
                whole.Count,
                File = context.Output,
                Kind = kind,
            },
        };
    }
}
