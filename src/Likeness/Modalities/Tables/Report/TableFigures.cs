using Likeness.Data;
using Likeness.Figures;
using Likeness.Figures.Charts;
using Likeness.Figures.Png;

namespace Likeness.Modalities.Tables.Report;

/// <summary>All figures of a report, rendered once for the page and for the files beside it.</summary>
internal sealed record TableFigures
{
    /// <summary>The maximum number of histograms in a report.</summary>
    public const int MaxHistograms = 24;

    // Of more columns two say little.
    private const int MaxPointColumns = 8;

    private TableFigures() { }

    /// <summary>By which columns classifiers separate samples; empty where none does.</summary>
    public IReadOnlyList<Figure> Separations { get; private init; } = [];

    /// <summary>Distance to the closest training row, or null without an evaluation.</summary>
    public Figure? Distances { get; private init; }

    /// <summary>Coverage of the model's highest-density regions by real rows, or null without a density.</summary>
    public Figure? Calibration { get; private init; }

    /// <summary>One histogram, or bars of a category, for each of the first columns.</summary>
    public required IReadOnlyList<Figure> Histograms { get; init; }

    /// <summary>Missing values by column; null if there are none.</summary>
    public Figure? Missing { get; private init; }

    /// <summary>Errors and associations of all pairs of columns; null with fewer than two.</summary>
    public Figure? Trends { get; private init; }

    /// <summary>Real and generated rows over two columns of numbers; empty with fewer than two.</summary>
    public required IReadOnlyList<Figure> Scatter { get; init; }

    /// <summary>Whether all columns are numbers and few, so that <see cref="Scatter"/> is what to look at first.</summary>
    public bool ArePoints { get; private init; }

    /// <summary>The columns of numbers projected on the real rows' first two principal components, or null if fewer than two vary.</summary>
    public Figure? PrincipalComponents { get; private init; }

    /// <summary>Densities of every pair of columns of numbers, or null with fewer than two.</summary>
    public Figure? Pairs { get; private init; }

    /// <summary>The real rows as an image at the data's resolution, or null if the rows are not pixels.</summary>
    public PixelImage? RealPicture { get; private init; }

    /// <summary>As many generated rows as an image.</summary>
    public PixelImage? GeneratedPicture { get; private init; }

    /// <summary>The number of rows of each table in the images.</summary>
    public int PictureRows { get; private init; }

    /// <summary>Every chart, in the order of the report.</summary>
    public IEnumerable<Figure> Charts =>
        (ArePoints ? Scatter : [])
            .Concat(Separations)
            .Append(Distances)
            .Append(Calibration)
            .Concat(Histograms)
            .Append(Missing)
            .Append(Trends)
            .Concat(ArePoints ? [] : Scatter)
            .Append(PrincipalComponents)
            .Append(Pairs)
            .OfType<Figure>();

    /// <summary>Renders the available figures.</summary>
    public static TableFigures Draw(TableReport content)
    {
        var tables = new Comparison(content.Real, content.Generated);
        int columns = tables.Real.Width;
        var numbers = Numbers(tables);
        bool pixels = content.Real.Picture is not null && columns >= 5;
        int rows = Math.Min(content.Real.RowCount, content.Generated.RowCount);
        var set = new TableFigures
        {
            Separations = [.. content.Evaluation.Separations.Select(SeparationChart.Draw)],
            Distances = content.Evaluation.Novelty is { } novelty ? DistanceChart.Draw(novelty) : null,
            Calibration = content.Evaluation?.Calibration is { } calibration
                ? CalibrationChart.Draw(calibration)
                : null,
            Histograms =
            [
                .. Enumerable.Range(0, Math.Min(columns, MaxHistograms)).Select(c => ColumnHistogram.Draw(tables, c)),
            ],
            Missing = MissingChart.Draw(tables),
            Trends = content.Evaluation?.SdMetrics is { } scores ? PairMap.Draw(scores.Quality) : null,
            ArePoints = ReferenceEquals(numbers, tables) && columns is > 1 and <= MaxPointColumns,
            Scatter = numbers?.Real.Width > 1 ? ScatterChart.Draw(numbers) : [],
            PrincipalComponents = Complete(numbers) is { } complete ? PrincipalComponentChart.Draw(complete) : null,
            Pairs = numbers?.Real.Width > 1 ? PairwiseDensities.Draw(numbers) : null,
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

    // Null without columns of numbers.
    private static Comparison? Numbers(Comparison tables)
    {
        int[] columns =
        [
            .. Enumerable.Range(0, tables.Real.Width).Where(column => tables.Real.Columns[column].Kind.LevelCount == 0),
        ];
        return columns.Length == tables.Real.Width ? tables
            : columns.Length == 0 ? null
            : new Comparison(tables.Real.TakeColumns(columns), tables.Generated.TakeColumns(columns));
    }

    // Null if no row of a table is complete.
    private static Comparison? Complete(Comparison? tables)
    {
        return
            tables is not null
            && Rows(tables.Real) is { RowCount: > 0 } real
            && Rows(tables.Generated) is { RowCount: > 0 } generated
            ? new Comparison(real, generated)
            : null;

        static Table Rows(Table table)
        {
            int[] complete = [.. Enumerable.Range(0, table.RowCount).Where(row => !table.Row(row).Any(double.IsNaN))];
            return complete.Length == table.RowCount ? table : table.TakeRows(complete);
        }
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
