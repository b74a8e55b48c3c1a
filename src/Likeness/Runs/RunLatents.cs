using System.Globalization;
using Likeness.Data;
using Likeness.Figures;
using Likeness.Sampling.Latents;

namespace Likeness.Runs;

/// <summary>What can be done with the codes of a run's model: encode, decode, reconstruct, go from one row to another, and see what each number of a code does.</summary>
public static class RunLatents
{
    private const int PointsOfPicture = 2000;

    /// <summary>Whether the model knows the code of a row.</summary>
    public static bool CanEncode(this Run run) => Coder.Encodes(run.Model);

    /// <summary>Whether the model makes rows of codes.</summary>
    public static bool CanDecode(this Run run) => Coder.Decodes(run.Model);

    /// <summary>Numbers of a code.</summary>
    /// <exception cref="LikenessException">The model has no codes.</exception>
    public static int LatentWidth(this Run run) => CoderOf(run).Width;

    /// <summary>The codes of rows.</summary>
    /// <param name="run">The run.</param>
    /// <param name="rows">Rows with the columns of the run's data.</param>
    /// <param name="progress">Told as rows are done.</param>
    /// <returns>A table of columns <c>code1</c>, <c>code2</c>, …</returns>
    /// <exception cref="LikenessException">The columns are others, or the model knows no codes of rows.</exception>
    public static Table Encode(this Run run, Table rows, IProgress<TrainingProgress>? progress = null)
    {
        run.RequireColumns(rows);
        var coder = CoderOf(run, progress);
        return TableOf(coder.Encode(rows), coder.Width);
    }

    /// <summary>Codes as a table of columns <c>code1</c>, <c>code2</c>, …</summary>
    /// <param name="latents">[rows × width].</param>
    /// <param name="width">Numbers of a code.</param>
    public static Table TableOf(float[] latents, int width) =>
        new(
            [.. Enumerable.Range(1, width).Select(number => new Column($"code{number}"))],
            Array.ConvertAll(latents, value => (double)value)
        );

    /// <summary>The rows that codes stand for, without noise.</summary>
    /// <param name="run">The run.</param>
    /// <param name="latents">[rows × <see cref="LatentWidth"/>], row by row.</param>
    /// <param name="continuous">Whether values stay as the model gives them, off the data's grid.</param>
    /// <param name="progress">Told as rows are done.</param>
    /// <exception cref="LikenessException">The model has no codes.</exception>
    public static Table Decode(
        this Run run,
        float[] latents,
        bool continuous = false,
        IProgress<TrainingProgress>? progress = null
    ) => CoderOf(run, progress).Decode(latents, continuous);

    /// <summary>Codes from N(0, I), where models draw them from: [count × <see cref="LatentWidth"/>].</summary>
    /// <exception cref="LikenessException">The model has no codes.</exception>
    public static float[] SampleLatents(this Run run, int count, ulong seed = 0) => CoderOf(run).Sample(count, seed);

    /// <summary>What comes back of rows through the model's bottleneck, or through its codes, without noise.</summary>
    /// <param name="run">The run.</param>
    /// <param name="rows">Rows with the columns of the run's data.</param>
    /// <param name="continuous">Whether values stay as the model gives them, off the data's grid.</param>
    /// <param name="progress">Told as rows are done.</param>
    /// <exception cref="LikenessException">The columns are others, or the model has no way back.</exception>
    public static Table Reconstruct(
        this Run run,
        Table rows,
        bool continuous = false,
        IProgress<TrainingProgress>? progress = null
    )
    {
        run.RequireColumns(rows);
        return CoderOf(run, progress).Reconstruct(rows, continuous);
    }

    /// <summary>
    /// Rows as one number of a code after another goes through some values while the others stay: columns <c>code</c> (from 1), <c>value</c>, and
    /// those of the data.
    /// </summary>
    /// <param name="run">The run.</param>
    /// <param name="origin">The code to start from: [<see cref="LatentWidth"/>].</param>
    /// <param name="numbers">Which numbers of the code, from 0.</param>
    /// <param name="values">The values that each goes through.</param>
    /// <param name="continuous">Whether values stay as the model gives them, off the data's grid.</param>
    /// <param name="progress">Told as rows are done.</param>
    /// <exception cref="LikenessException">The model has no codes.</exception>
    public static Table Traverse(
        this Run run,
        float[] origin,
        IReadOnlyList<int> numbers,
        IReadOnlyList<double> values,
        bool continuous = false,
        IProgress<TrainingProgress>? progress = null
    )
    {
        var codes = new List<float>();
        foreach (int number in numbers)
        {
            foreach (double value in values)
            {
                codes.AddRange(origin);
                codes[codes.Count - origin.Length + number] = (float)value;
            }
        }

        var rows = run.Decode([.. codes], continuous, progress);
        return new Table(
            [new Column("code"), new Column("value"), .. rows.Columns],
            [
                .. Enumerable
                    .Range(0, rows.RowCount)
                    .SelectMany(row =>
                        new[] { numbers[row / values.Count] + 1, values[row % values.Count] }.Concat(
                            rows.Row(row).ToArray()
                        )
                    ),
            ]
        );
    }

    /// <summary>
    /// For rows that are pixels: a grid of pictures, a row for each number of a code, a column for each value. A picture shows the same points
    /// throughout, codes from N(0, I), but for the one number that all have in common.
    /// </summary>
    /// <param name="run">The run.</param>
    /// <param name="numbers">Which numbers of the code, from 0.</param>
    /// <param name="values">The values that each goes through.</param>
    /// <param name="seed">Another seed gives other points.</param>
    /// <param name="progress">Told as pictures are done.</param>
    /// <exception cref="LikenessException">The model has no codes, or the rows are no pixels.</exception>
    public static PixelImage TraversePictures(
        this Run run,
        IReadOnlyList<int> numbers,
        IReadOnlyList<double> values,
        ulong seed = 0,
        IProgress<TrainingProgress>? progress = null
    )
    {
        int width = run.LatentWidth();
        float[] points = run.SampleLatents(PointsOfPicture, seed);
        var pictures = new List<PixelImage>();
        foreach (int number in numbers)
        {
            foreach (double value in values)
            {
                float[] codes = [.. points];
                for (int i = number; i < codes.Length; i += width)
                {
                    codes[i] = (float)value;
                }

                pictures.Add(PointPicture.Draw(run.Decode(codes)));
                double done = pictures.Count / (double)(numbers.Count * values.Count);
                progress?.Report(new TrainingProgress { Phase = RunPhase.Sampling, Fraction = done });
            }
        }

        return PictureGrid.Arrange(pictures, values.Count);
    }

    /// <summary>A row's number in the data, a row's own values, or a drawn code's number, as people write them: <c>17</c>, <c>0.2,0.5,1</c>, <c>sample:3</c>.</summary>
    /// <param name="run">The run.</param>
    /// <param name="text">What a person wrote.</param>
    /// <param name="rows">Gives the rows that are counted, from 1.</param>
    /// <param name="seed">The seed of drawn codes.</param>
    /// <returns>The code that is meant.</returns>
    /// <exception cref="LikenessException">The text means no row, or the model has no such codes.</exception>
    public static float[] LatentOf(this Run run, string text, Func<Table> rows, ulong seed = 0)
    {
        const string Sample = "sample:";
        const string Former = "draw:"; // understood for one release more
        int width = run.LatentWidth();
        bool isFormer = text.StartsWith(Former, StringComparison.OrdinalIgnoreCase);
        bool isSample = isFormer || text.StartsWith(Sample, StringComparison.OrdinalIgnoreCase);
        string digits = isSample ? text[(isFormer ? Former : Sample).Length..] : text;
        if (int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number > 0)
        {
            if (isSample)
            {
                return run.SampleLatents(number, seed)[^width..];
            }

            var all = rows();
            return number <= all.RowCount
                ? CoderOf(run).Encode(all.TakeRows([number - 1]))
                : throw new LikenessException(
                    $"row {number} is asked for, but there are {all.RowCount:N0} rows (count from 1)"
                );
        }

        var columns = run.Record.Data.Columns;
        string[] cells = text.Split(',');
        double[] values = new double[cells.Length];
        bool isRow = !isSample && cells.Length == columns.Count;
        for (int i = 0; i < cells.Length && isRow; i++)
        {
            isRow = double.TryParse(cells[i], NumberStyles.Float, CultureInfo.InvariantCulture, out values[i]);
        }

        return isRow && Array.TrueForAll(values, double.IsFinite)
            ? CoderOf(run).Encode(new Table([.. columns.Select(name => new Column(name))], values))
            : throw new LikenessException(
                $"'{text}' means no row (give the number of a row, from 1, or the values of {string.Join(", ", columns)} with commas between, or sample:1 for a drawn code)"
            );
    }

    private static RowCoder CoderOf(Run run, IProgress<TrainingProgress>? progress = null) =>
        new(
            run.Model,
            run.Transform,
            run.Pool,
            fraction => progress?.Report(new TrainingProgress { Phase = RunPhase.Coding, Fraction = fraction })
        );
}
