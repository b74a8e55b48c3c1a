using System.Globalization;
using Likeness.Data;
using Likeness.Figures;
using Likeness.Runs;
using Likeness.Sampling.Latents;

namespace Likeness.Modalities.Tables;

/// <summary>What can be done with the codes of a run's model: encode, decode, reconstruct, go from one row to another, and see what each number of a code does.</summary>
public sealed partial class TableModel
{
    private const int PointsOfPicture = 2000;

    /// <summary>Numbers of a code.</summary>
    /// <exception cref="LikenessException">The model has no codes.</exception>
    public int LatentWidth => CreateCoder().Width;

    /// <summary>The codes of rows.</summary>
    /// <param name="rows">Rows with the columns of the run's data.</param>
    /// <param name="progress">Told as rows are done.</param>
    /// <exception cref="LikenessException">The columns are others, or the model knows no codes of rows.</exception>
    public float[] Encode(Table rows, IProgress<TrainingProgress>? progress)
    {
        RequireColumns(rows);
        return CreateCoder(progress).Encode(rows);
    }

    /// <inheritdoc/>
    public float[] Encode(Table examples) => Encode(examples, progress: null);

    /// <inheritdoc/>
    public Table Decode(float[] latents) => Decode(latents, continuous: false);

    /// <inheritdoc/>
    public Table Reconstruct(
        Table examples,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellationToken = default
    ) => Reconstruct(examples, continuous: false, progress);

    /// <summary>The rows that codes stand for, without noise.</summary>
    /// <param name="latents">[rows × <see cref="LatentWidth"/>], row by row.</param>
    /// <param name="continuous">Whether values stay as the model gives them, off the data's grid.</param>
    /// <param name="progress">Told as rows are done.</param>
    /// <exception cref="LikenessException">The model has no codes.</exception>
    public Table Decode(float[] latents, bool continuous, IProgress<TrainingProgress>? progress = null) =>
        CreateCoder(progress).Decode(latents, continuous);

    /// <summary>Codes from N(0, I), where models draw them from: [count × <see cref="LatentWidth"/>].</summary>
    /// <exception cref="LikenessException">The model has no codes.</exception>
    public float[] SampleLatents(int count, ulong seed = 0) => CreateCoder().Sample(count, seed);

    /// <summary>What comes back of rows through the model's bottleneck, or through its codes, without noise.</summary>
    /// <param name="rows">Rows with the columns of the run's data.</param>
    /// <param name="continuous">Whether values stay as the model gives them, off the data's grid.</param>
    /// <param name="progress">Told as rows are done.</param>
    /// <exception cref="LikenessException">The columns are others, or the model has no way back.</exception>
    public Table Reconstruct(Table rows, bool continuous, IProgress<TrainingProgress>? progress = null)
    {
        RequireColumns(rows);
        return CreateCoder(progress).Reconstruct(rows, continuous);
    }

    /// <summary>
    /// Rows as one number of a code after another goes through some values while the others stay: columns <c>latent</c> (from 1), <c>value</c>, and
    /// those of the data.
    /// </summary>
    /// <param name="origin">The code to start from: [<see cref="LatentWidth"/>].</param>
    /// <param name="numbers">Which numbers of the code, from 0.</param>
    /// <param name="values">The values that each goes through.</param>
    /// <param name="continuous">Whether values stay as the model gives them, off the data's grid.</param>
    /// <param name="progress">Told as rows are done.</param>
    /// <exception cref="LikenessException">The model has no codes.</exception>
    public Table Traverse(
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

        var rows = Decode([.. codes], continuous, progress);
        return new Table(
            [new Column("latent"), new Column("value"), .. rows.Columns],
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
    /// <param name="numbers">Which numbers of the code, from 0.</param>
    /// <param name="values">The values that each goes through.</param>
    /// <param name="seed">Another seed gives other points.</param>
    /// <param name="progress">Told as pictures are done.</param>
    /// <exception cref="LikenessException">The model has no codes, or the rows are no pixels.</exception>
    public PixelImage TraversePictures(
        IReadOnlyList<int> numbers,
        IReadOnlyList<double> values,
        ulong seed = 0,
        IProgress<TrainingProgress>? progress = null
    )
    {
        int width = LatentWidth;
        float[] points = SampleLatents(PointsOfPicture, seed);
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

                pictures.Add(PointPicture.Draw(Decode(codes)));
                double done = pictures.Count / (double)(numbers.Count * values.Count);
                progress?.Report(new TrainingProgress { Phase = RunPhase.Sampling, Fraction = done });
            }
        }

        return PictureGrid.Arrange(pictures, values.Count);
    }

    /// <summary>A row's number in the data, a row's own values, or a sampled latent vector's number, as people write them: <c>17</c>, <c>0.2,0.5,1</c>, <c>sample:3</c>.</summary>
    /// <param name="text">What a person wrote.</param>
    /// <param name="rows">Gives the rows that are counted, from 1.</param>
    /// <param name="seed">The seed of drawn codes.</param>
    /// <returns>The code that is meant.</returns>
    /// <exception cref="LikenessException">The text means no row, or the model has no such codes.</exception>
    public float[] LatentOf(string text, Func<Table> rows, ulong seed = 0)
    {
        const string Sample = "sample:";
        const string Former = "draw:"; // understood for one release more
        int width = LatentWidth;
        bool isFormer = text.StartsWith(Former, StringComparison.OrdinalIgnoreCase);
        bool isSample = isFormer || text.StartsWith(Sample, StringComparison.OrdinalIgnoreCase);
        string digits = isSample ? text[(isFormer ? Former : Sample).Length..] : text;
        if (int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number > 0)
        {
            if (isSample)
            {
                return SampleLatents(number, seed)[^width..];
            }

            var all = rows();
            return number <= all.RowCount
                ? CreateCoder().Encode(all.TakeRows([number - 1]))
                : throw new LikenessException(
                    $"row {number} is asked for, but there are {all.RowCount:N0} rows (count from 1)"
                );
        }

        var columns = Record.Data.Columns;
        string[] cells = text.Split(',');
        double[] values = new double[cells.Length];
        bool isRow = !isSample && cells.Length == columns.Count;
        for (int i = 0; i < cells.Length && isRow; i++)
        {
            isRow = double.TryParse(cells[i], NumberStyles.Float, CultureInfo.InvariantCulture, out values[i]);
        }

        return isRow && Array.TrueForAll(values, double.IsFinite)
            ? CreateCoder().Encode(new Table([.. columns.Select(name => new Column(name))], values))
            : throw new LikenessException(
                $"'{text}' means no row (give the number of a row, from 1, or the values of {string.Join(", ", columns)} with commas between, or sample:1 for a drawn code)"
            );
    }

    private RowCoder CreateCoder(IProgress<TrainingProgress>? progress = null) =>
        new(
            model.Model,
            Transform,
            model.Pool,
            fraction => progress?.Report(new TrainingProgress { Phase = RunPhase.Coding, Fraction = fraction })
        );
}
