using Likeness.Data.Images;
using Likeness.Figures;
using Likeness.Figures.Report;

namespace Likeness.Runs;

/// <summary>Gathers what the folder of a run of images holds into its report.html.</summary>
internal static class ImageRunReportPage
{
    /// <summary>Writes the report.</summary>
    public static void Write(
        ImageRun run,
        ImageData data,
        ImageSet real,
        ImageSet samples,
        ImageSet? back,
        ImageRunReport report
    ) =>
        ImageReportPage.Write(
            run.Folder.FullPath,
            RunReport.Outlined(
                new ImageReportContent
                {
                    Title = "",
                    Samples = samples,
                    Real = real,
                    Reconstructions = back,
                    Likelihood = report.Likelihood,
                    Evaluation = report.Evaluation,
                    Train = data.Train,
                    Similarity = report.Reconstruction is { } r
                        ?
                        [
                            new("Images sent through", Numeral.Whole(r.Images)),
                            new("Mean SSIM (1 is the same)", Numeral.Short(r.Ssim, 4)),
                            new("Mean MS-SSIM (1 is the same)", Numeral.Short(r.MultiscaleSsim, 4)),
                            new("Mean PSNR (more is better)", $"{Numeral.Short(r.Psnr, 4)} dB"),
                        ]
                        : [],
                    Data = [.. Facts(data)],
                    DataRemarks = data.Remarks,
                },
                run.Folder,
                run.Record
            )
        );

    private static IEnumerable<Fact> Facts(ImageData data)
    {
        yield return new("Images to learn from", Numeral.Whole(data.Train.Count));
        yield return new(
            "Images that the best epoch was chosen by",
            data.Validation == data.Test ? "those that are judged on" : Numeral.Whole(data.Validation.Count)
        );
        yield return new("Images to judge on", Numeral.Whole(data.Test.Count));
        yield return new("Size in the files", data.Published.ToString());
        yield return new("Size that the model sees", data.Train.Shape.ToString());
        if (data.Train.Labels.Count > 0)
        {
            var label = data.Train.Labels[0];
            yield return new(
                "Classes",
                string.Join(", ", label.Classes.Zip(label.Counts(), (name, count) => $"{name} {Numeral.Whole(count)}"))
            );
        }
    }
}
