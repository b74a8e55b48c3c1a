using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Likeness.Modalities.Images.Evaluation;
using Likeness.Modalities.Images.Report;
using Likeness.Models;
using Likeness.Runs;

namespace Likeness.Modalities.Images.Tasks;

/// <summary>Settings of <see cref="ReconstructImages"/>.</summary>
public sealed record ReconstructImagesSettings : TaskSettings
{
    /// <summary>The maximum number of images.</summary>
    [OptionName("-n")]
    [Description("maximum number of images")]
    [Range(1, int.MaxValue)]
    public int Count { get; init; } = 64;
}

/// <summary>Reconstructs images.</summary>
internal sealed class ReconstructImages : ModelTask<ReconstructImagesSettings>
{
    public override string Command => TaskCommand.Reconstruct.Name;

    public override ModelUses Uses => ModelUses.Encoding | ModelUses.Decoding;

    public override string OutputHelp => "a .png with each image beside its reconstruction, a .npy array, or a folder";

    public override IReadOnlyList<(string Line, string Meaning)> Examples =>
        [("likeness reconstruct runs/digits -n 16 --out pairs.png", "images beside their reconstructions")];

    public override void CheckOutput(string? output) => ImageOutput.Check(output);

    protected override TaskResult Run(TrainedModel model, ReconstructImagesSettings settings, TaskContext context)
    {
        string path = context.Output!;
        var images = ImageChoice.Read(model, settings, settings.Count);
        var back = model.As<ImageModel>().Reconstruct(images, context.Progress, context.CancellationToken);
        var similarity = ReconstructionReport.FromPairs(PairSimilarity.Compute(images, back));
        bool isPicture = ImageOutput.IsPicture(context);
        if (isPicture)
        {
            ImageSampleFile.WritePicture(path, ImageGrid.Beside([images, back]));
        }
        else
        {
            ImageSampleFile.Write(path, back);
        }

        string count = Numeral.Counted(back.Count, "image");
        return new TaskResult
        {
            Lines =
            [
                $"mean SSIM {Numeral.Short(similarity.Ssim, 4)}, mean PSNR {Numeral.Short(similarity.Psnr, 4)} dB of {count}",
                isPicture ? $"each image beside its reconstruction, in {path}" : $"{count} written to {path}",
            ],
            Answer = new
            {
                back.Count,
                File = path,
                MeanSsim = similarity.Ssim,
                MeanPsnr = similarity.Psnr,
            },
        };
    }
}
