using System.Globalization;
using Likeness.Data;
using Likeness.Figures;
using Likeness.Modalities.Tables.Subjects;
using Likeness.Runs;
using Likeness.Sampling.Latents;

namespace Likeness.Modalities.Tables;

/// <summary>The latent space of a run's model: encode, decode, reconstruct, interpolate, and traverse latent dimensions.</summary>
public sealed partial class TableModel
{
    private const int PointsOfPicture = 2000;

    /// <summary>The dimension of a latent vector.</summary>
    /// <exception cref="LikenessException">The model has no latent space.</exception>
    public int LatentWidth => CreateCoder().Width;

    /// <summary>The latent vectors of rows.</summary>
    /// <param name="rows">Rows with the columns of the run's data.</param>
    /// <param name="progress">Receives the fraction of the work that is done.</param>
    /// <exception cref="LikenessException">The columns differ, or the model has no encoder.</exception>
    public float[] Encode(Table rows, IProgress<TrainingProgress>? progress)
    {
        return CreateCoder(progress).Encode(ToNumbers(rows).Numbers);
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

    /// <summary>Decodes latent vectors to rows, without noise.</summary>
    /// <param name="latents">[rows × <see cref="LatentWidth"/>], row by row.</param>
    /// <param name="continuous">Whether values stay as the model decodes them, off the data's grid.</param>
    /// <param name="progress">Receives the fraction of the work that is done.</param>
    /// <exception cref="LikenessException">The model has no latent space.</exception>
    public Table Decode(float[] latents, bool continuous, IProgress<TrainingProgress>? progress = null) =>
        continuous
            ? SharedExceptions.Join(
                Encoding,
                Encoding.FromNumbersUnlimited(CreateCoder(progress).Decode(latents, continuous), continuous)
            )
            : SharedExceptions.Join(Encoding, Encoding.FromNumbers(CreateCoder(progress).Decode(latents, continuous)));

    /// <summary>Latent vectors from N(0, I), if that is the model's prior: [count × <see cref="LatentWidth"/>].</summary>
    /// <exception cref="LikenessException">The model has no latent space.</exception>
    public float[] SampleLatents(int count, ulong seed = 0) => CreateCoder().Sample(count, seed);

    /// <summary>Reconstructs rows through the model's bottleneck or its latent vectors, without noise.</summary>
    /// <param name="rows">Rows with the columns of the run's data.</param>
    /// <param name="continuous">Whether values stay as the model decodes them, off the data's grid.</param>
    /// <param name="progress">Receives the fraction of the work that is done.</param>
    /// <exception cref="LikenessException">The columns differ, or the model cannot reconstruct.</exception>
    public Table Reconstruct(Table rows, bool continuous, IProgress<TrainingProgress>? progress = null)
    {
        return SharedExceptions.Join(
            Encoding,
            Encoding.FromNumbersUnlimited(
                CreateCoder(progress).Reconstruct(ToNumbers(rows).Numbers, continuous),
                continuous
            )
        );
    }

    /// <summary>
    /// A traversal: rows decoded while one latent dimension after another takes several values and the others stay fixed: columns <c>latent</c> (from 1), <c>value</c>, and
    /// those of the data.
    /// </summary>
    /// <param name="origin">The latent vector to start from: [<see cref="LatentWidth"/>].</param>
    /// <param name="numbers">The latent dimensions, from 0.</param>
    /// <param name="values">The values of each dimension.</param>
    /// <param name="continuous">Whether values stay as the model decodes them, off the data's grid.</param>
    /// <param name="progress">Receives the fraction of the work that is done.</param>
    /// <exception cref="LikenessException">The model has no latent space.</exception>
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
    /// For rows that are pixels: a grid of images, a row for each latent dimension, a column for each value. Every image shows the same points,
    /// latent vectors from N(0, I), except for the one dimension with a common value.
    /// </summary>
    /// <param name="numbers">The latent dimensions, from 0.</param>
    /// <param name="values">The values of each dimension.</param>
    /// <param name="seed">Another seed gives other points.</param>
    /// <param name="progress">Receives the fraction of the work that is done.</param>
    /// <exception cref="LikenessException">The model has no latent space, or the rows are not pixels.</exception>
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

    /// <summary>Parses a row's number in the data, a row's own values, or a sampled latent vector's number: <c>17</c>, <c>0.2,0.5,1</c>, <c>sample:3</c>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="rows">Returns the rows that numbers from 1 refer to.</param>
    /// <param name="seed">The seed of sampled latent vectors.</param>
    /// <returns>The latent vector.</returns>
    /// <exception cref="LikenessException">The text is invalid, or the model has no such latent vectors.</exception>
    public float[] LatentOf(string text, Func<Table> rows, ulong seed = 0)
    {
        const string Sample = "sample:";
        const string Former = "draw:"; // accepted for one more release
        bool isFormer = text.StartsWith(Former, StringComparison.OrdinalIgnoreCase);
        bool isSample = isFormer || text.StartsWith(Sample, StringComparison.OrdinalIgnoreCase);
        string digits = isSample ? text[(isFormer ? Former : Sample).Length..] : text;
        if (int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number > 0)
        {
            if (isSample)
            {
                return CreateCoder().SampleOne(number, seed);
            }

            var all = rows();
            return number <= all.RowCount
                ? CreateCoder().Encode(ToNumbers(all.TakeRows([number - 1])).Numbers)
                : throw new LikenessException(
                    $"row {number} does not exist; there are {all.RowCount:N0} rows (count from 1)"
                );
        }

        var columns = Record.Data.Columns;
        string[] cells = text.Split(',');
        double[] values = new double[cells.Length];
        bool isRow = !isSample && cells.Length == columns.Count;
        for (int i = 0; i < cells.Length && isRow; i++)
        {
            isRow = Encoding.Columns[i].Kind.TryRead(cells[i].Trim(), out values[i]);
        }

        return isRow
            ? CreateCoder().Encode(ToNumbers(new Table(Encoding.Columns, values)).Numbers)
            : throw new LikenessException(
                $"'{text}' is not a row (give the number of a row, from 1, or the values of {string.Join(", ", columns)} with commas between, or sample:1 for a sampled latent vector)"
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
