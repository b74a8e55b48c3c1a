using Likeness.Data;
using Likeness.Figures;
using Likeness.Figures.Charts;
using Likeness.Figures.Png;
using Likeness.Figures.Report;

namespace Likeness.Modalities.Tables.Report;

/// <summary>All figures of a report, rendered once for the page and for the files beside it.</summary>
internal sealed record TableFigures
{
    /// <summary>The maximum number of histograms in a report.</summary>
    public const int MaxHistograms = 24;

    private TableFigures() { }

    /// <summary>Distance to the closest training row, or null without an evaluation.</summary>
    public Figure? Distances { get; private init; }

    /// <summary>Coverage of the model's highest-density regions by real rows, or null without a density.</summary>
    public Figure? Calibration { get; private init; }

    /// <summary>One histogram for each of the first columns.</summary>
    public required IReadOnlyList<Figure> Histograms { get; init; }

    /// <summary>Real and generated rows over two columns; empty with fewer than two.</summary>
    public required IReadOnlyList<Figure> Scatter { get; init; }

    /// <summary>Both tables projected on the real rows' first two principal components, or null if fewer than two columns vary.</summary>
    public Figure? PrincipalComponents { get; private init; }

    /// <summary>Densities of every pair of columns, or null with fewer than two.</summary>
    public Figure? Pairs { get; private init; }

    /// <summary>The real rows as an image at the data's resolution, or null if the rows are not pixels.</summary>
    public PixelImage? RealPicture { get; private init; }

    /// <summary>As many generated rows as an image.</summary>
    public PixelImage? GeneratedPicture { get; private init; }

    /// <summary>The number of rows of each table in the images.</summary>
    public int PictureRows { get; private init; }

    /// <summary>Every chart, in the order of the report.</summary>
    public IEnumerable<Figure> Charts =>
        new[] { Distances, Calibration }
            .Concat(Histograms)
            .Concat(Scatter)
            .Append(PrincipalComponents)
            .Append(Pairs)
            .OfType<Figure>();

    /// <summary>Renders the available figures.</summary>
    public static TableFigures Draw(TableReport content)
    {
        var tables = new Comparison(content.Real, content.Generated);
        int columns = tables.Real.Width;
        bool pixels = content.Real.Picture is not null && columns >= 5;
        int rows = Math.Min(content.Real.RowCount, content.Generated.RowCount);
        var set = new TableFigures
        {
            Distances = content.Evaluation.Novelty is { } novelty ? DistanceChart.Draw(novelty) : null,
            Calibration = content.Evaluation?.Calibration is { } calibration
                ? CalibrationChart.Draw(calibration)
                : null,
            Histograms =
            [
                .. Enumerable.Range(0, Math.Min(columns, MaxHistograms)).Select(c => ColumnHistogram.Draw(tables, c)),
            ],
            Scatter = columns > 1 ? ScatterChart.Draw(tables) : [],
            PrincipalComponents = PrincipalComponentChart.Draw(tables),
            Pairs = columns > 1 ? PairwiseDensities.Draw(tables) : null,
        };
        return pixels
            ? set with
            {
                PictureRows = rows,
                RealPicture = Picture(content.Real, rows, content.Real.Picture!),
                GeneratedPicture = Picture(content.Generated, rows, content.Real.Picture!),
            }
            : set;
    }

    /// <summary>Writes every chart as .svg and the images as .png into a folder, which is created if missing.</summary>
    /// <exception cref="LikenessException">The folder cannot be written.</exception>
    public void Write(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new LikenessException($"{folder}: the folder cannot be made ({error.Message.TrimEnd('.')})", error);
        }

        foreach (var figure in Charts)
        {
            byte[] svg = System.Text.Encoding.UTF8.GetBytes(figure.ToStandaloneSvg());
            AtomicFile.Write(Path.Combine(folder, figure.Name + ".svg"), stream => stream.Write(svg));
        }

        if (RealPicture is { } real && GeneratedPicture is { } generated)
        {
            var both = PointPicture.Enlarge(PointPicture.SideBySide(real, generated), EnlargementOf(real));
            WritePng(folder, "picture-real", real);
            WritePng(folder, "picture-generated", generated);
            WritePng(folder, "picture-both", both);
        }
    }

    private static int EnlargementOf(PixelImage image) => Math.Clamp(600 / Math.Max(image.Width, image.Height), 1, 16);

    private static void WritePng(string folder, string name, PixelImage image)
    {
        byte[] png = PngEncoder.Encode(image);
        AtomicFile.Write(Path.Combine(folder, name + ".png"), stream => stream.Write(png));
    }

    // The generated table may have lost this property in a file; the real table has it.
    private static PixelImage Picture(Table table, int rows, Picture picture) =>
        PointPicture.Draw(
            Table.FromColumns(
                table.Columns,
                [.. Enumerable.Range(0, table.Width).Select(column => table.Column(column)[..rows].ToArray())],
                picture
            )
        );
}
