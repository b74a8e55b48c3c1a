using System.Text.Json;
using System.Text.Json.Serialization;

namespace Likeness.Data.Transforms;

/// <summary>
/// Maps rows from the data's own units to the space of a model, and back. It is fitted once and stored with the
/// model. Columns with a single value have no dimension there and are restored by the inverse.
/// </summary>
public sealed class DataTransform
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new NamedEnumConverter() },
    };

    // Larger z are clamped; the square of this one is finite in single precision.
    private const double Far = 1e18;

    private readonly int[] dimensions;

    /// <summary>Creates a transform from its columns; <see cref="Fit"/> makes them from data.</summary>
    /// <param name="columns">One for each column of the data, in order; at least one not constant.</param>
    /// <param name="picture">How the rows form an image, or null.</param>
    /// <exception cref="ArgumentException">Every column is constant.</exception>
    public DataTransform(IReadOnlyList<ColumnTransform> columns, Picture? picture = null)
    {
        Columns = columns;
        Picture = picture;
        dimensions = [.. Enumerable.Range(0, columns.Count).Where(i => !columns[i].Constant)];
        ArgumentOutOfRangeException.ThrowIfZero(dimensions.Length, nameof(columns));
    }

    /// <summary>The transform of each column, in order.</summary>
    public IReadOnlyList<ColumnTransform> Columns { get; }

    /// <summary>How the rows form an image of coloured pixels, or null.</summary>
    public Picture? Picture { get; }

    /// <summary>
    /// ε of the density p(x) = (1 − ε) p_model(x) + ε q(x), with q a broad prior over all rows: 1 / (n + 2) for n training rows; 0 for a transform
    /// without a prior, whose densities vanish outside the support. Samples and imputed values come from p_model: their distribution differs
    /// from p by at most ε in total variation.
    /// </summary>
    public double PriorMass => Prior?.Mass ?? 0;

    /// <summary>The prior; null in transforms of runs from before priors existed.</summary>
    internal RowPrior? Prior { get; init; }

    /// <summary>The number of dimensions of model space: the columns that are not constant.</summary>
    public int ModelDimensions => dimensions.Length;

    /// <summary>
    /// [ModelDimensions]: the number of bins where z is the index of a bin, 0 … count − 1; 0 where it is continuous. The
    /// log-Jacobian is then −Σ log(width of the bin): log-probabilities of bins become log-densities in the data's units.
    /// </summary>
    public IReadOnlyList<int> BinCounts => [.. dimensions.Select(column => Columns[column].BinCount)];

    /// <summary>Fits a transform to the training rows and the grids of their columns; no other row affects it.</summary>
    /// <param name="train">The training rows under the columns of their <see cref="Schema"/>; at least one.</param>
    /// <param name="settings">The settings; null for the defaults.</param>
    /// <param name="progress">Receives the fraction that is done, column by column.</param>
    /// <exception cref="LikenessException">There are no rows, all rows are equal, λ is invalid, or a range is too wide for computation.</exception>
    public static DataTransform Fit(Table train, TransformSettings? settings = null, Action<double>? progress = null)
    {
        settings ??= new TransformSettings();
        settings.Validate();
        if (train.RowCount == 0)
        {
            throw new LikenessException("the data has no rows to fit a transform on (give at least one)");
        }

        var columns = new ColumnTransform[train.Width];
        for (int i = 0; i < columns.Length; i++)
        {
            columns[i] = ColumnFit.Fit(train.Columns[i], train.ColumnValues(i), settings);
            progress?.Invoke((i + 1.0) / columns.Length);
        }

        return Array.TrueForAll(columns, column => column.Constant)
            ? throw new LikenessException(
                train.RowCount == 1
                    ? "the data has a single row, from which nothing can be learned (give at least two different ones)"
                    : "every column of the data holds a single value, so there is nothing to learn (give rows that differ)"
            )
            : new DataTransform(columns, train.Picture) { Prior = RowPrior.Fit(train, columns) };
    }

    /// <summary>The same transform with some columns that are only conditioned on.</summary>
    /// <param name="isGiven">Whether a column of a name is.</param>
    internal DataTransform Given(Func<string, bool> isGiven) =>
        new([.. Columns.Select(column => column with { IsGiven = isGiven(column.Name) })], Picture) { Prior = Prior };

    /// <summary>Finds the rows outside the learned range, and counts values off the grid.</summary>
    /// <param name="rows">A table with this transform's columns.</param>
    /// <exception cref="ArgumentException">The table has another number of columns.</exception>
    public RangeCheck CheckRange(Table rows)
    {
        RequireWidth(rows);
        return RangeCheck.Of(rows, Columns);
    }

    /// <summary>log p of a row, including the prior, in nats and the data's units; finite for any finite row if there is a prior.</summary>
    /// <param name="model">log p_model: the sum of log p(z) and the log-Jacobian.</param>
    /// <param name="row">One value per column.</param>
    internal double LogDensity(double model, ReadOnlySpan<double> row) =>
        Prior?.LogDensity(model, row, Columns) ?? model;

    /// <summary>
    /// The squared distance of a row from the nearest row in the support, with each column in units of its prior's scale (of its range
    /// without a prior); 0 within the support.
    /// </summary>
    /// <param name="row">One value per column.</param>
    internal double SquaredDistance(ReadOnlySpan<double> row)
    {
        double sum = 0;
        for (int i = 0; i < row.Length; i++)
        {
            var column = Columns[i];
            if (double.IsNaN(row[i]) || column.IsGiven)
            {
                continue;
            }

            double unit = Prior?.Columns[i].Scale ?? (column.Constant ? 1 : column.Maximum - column.Minimum);
            double distance = Math.Clamp((row[i] - column.Nearest(row[i])) / unit, -Far, Far);
            sum += distance * distance;
        }

        return sum;
    }

    /// <summary>Writes the z of the selected rows.</summary>
    /// <param name="rows">A table with this transform's columns.</param>
    /// <param name="which">Row indices in <paramref name="rows"/>.</param>
    /// <param name="z">Receives [which.Length × ModelDimensions], row by row.</param>
    /// <param name="noise">The position of each dequantised value in its grid interval; null for the centre.</param>
    /// <param name="logJacobian">
    /// Receives [which.Length] sums of log |dz/dv| over the dimensions, so that log p_model(v) = log p(z) + this, in nats and the
    /// data's units, at the dequantised value; −∞ for rows outside the support, constants included, whose z is that of the nearest value in it.
    /// Empty to leave it out.
    /// </param>
    /// <exception cref="ArgumentException">A span or the table has the wrong size.</exception>
    public void Forward(
        Table rows,
        ReadOnlySpan<int> which,
        Span<float> z,
        DequantisationNoise? noise = null,
        Span<double> logJacobian = default
    )
    {
        RequireWidth(rows);
        ArgumentOutOfRangeException.ThrowIfNotEqual(z.Length, which.Length * ModelDimensions);
        bool wantsJacobian = !logJacobian.IsEmpty;
        if (wantsJacobian)
        {
            ArgumentOutOfRangeException.ThrowIfNotEqual(logJacobian.Length, which.Length);
        }

        for (int i = 0; i < which.Length; i++)
        {
            double jacobian = 0;
            for (int dimension = 0; dimension < dimensions.Length; dimension++)
            {
                int column = dimensions[dimension];
                var transform = Columns[column];
                double value = rows[which[i], column];
                double place = transform.Spread(value, Uniform(noise, which[i], column));
                z[(i * dimensions.Length) + dimension] = (float)Math.Clamp(transform.Forward(place), -Far, Far); // NaN stays
                jacobian +=
                    !wantsJacobian || transform.IsGiven ? 0
                    : transform.Holds(value) ? transform.LogDerivative(place)
                    : double.NegativeInfinity;
            }

            if (wantsJacobian)
            {
                logJacobian[i] = HoldsConstants(rows.Row(which[i])) ? jacobian : double.NegativeInfinity;
            }
        }
    }

    /// <summary>Maps points of model space back to the data's units; the result is always finite.</summary>
    /// <param name="z">[rows × ModelDimensions], row by row; infinities give the ends of the column's range.</param>
    /// <param name="continuous">Whether to keep values off the grid and beyond the observed range.</param>
    /// <param name="noise">The position of a value in its bin where z is the index of a bin; null for the centre.</param>
    /// <param name="firstRow">The index of the first row for <paramref name="noise"/>.</param>
    /// <exception cref="LikenessException">A z is NaN: the model that generated it has diverged.</exception>
    /// <exception cref="ArgumentException">z is not a whole number of rows.</exception>
    public Table Inverse(
        ReadOnlySpan<float> z,
        bool continuous = false,
        DequantisationNoise? noise = null,
        int firstRow = 0
    )
    {
        var (rows, rest) = Math.DivRem(z.Length, ModelDimensions);
        ArgumentOutOfRangeException.ThrowIfNotEqual(rest, 0, nameof(z));
        var values = new double[rows * Columns.Count];
        for (int row = 0; row < rows; row++)
        {
            var from = z.Slice(row * dimensions.Length, dimensions.Length);
            var to = values.AsSpan(row * Columns.Count, Columns.Count);
            for (int column = 0; column < to.Length; column++)
            {
                // Remains only in constant columns.
                to[column] = Remaining(Columns[column]);
            }

            for (int dimension = 0; dimension < dimensions.Length; dimension++)
            {
                var transform = Columns[dimensions[dimension]];
                if (float.IsNaN(from[dimension]) && !(transform.MayBeMissing && transform.Kind == TransformKind.Values))
                {
                    throw new LikenessException(
                        $"the model sampled NaN for column '{transform.Name}': its weights are damaged (train again, or use the best checkpoint)"
                    );
                }

                double uniform = Uniform(transform.BinCount > 0 ? noise : null, firstRow + row, dimensions[dimension]);
                to[dimensions[dimension]] = transform.Inverse(from[dimension], continuous, uniform);
            }
        }

        return new Table([.. Columns.Select(c => new Column(c.Name, continuous ? null : c.Grid))], values, Picture);
    }

    /// <summary>Maps one column of points of model space back to the data's units.</summary>
    /// <param name="z">[rows × ModelDimensions], row by row, of which only the column's is read.</param>
    /// <param name="column">The column.</param>
    /// <returns>[rows]; NaN where missing.</returns>
    internal double[] Inverse(ReadOnlySpan<float> z, int column)
    {
        var transform = Columns[column];
        var values = new double[z.Length / ModelDimensions];
        int dimension = DimensionOf(column);
        for (int row = 0; row < values.Length; row++)
        {
            values[row] =
                dimension >= 0
                    ? transform.Inverse(z[(row * ModelDimensions) + dimension], continuous: false)
                    : Remaining(transform);
        }

        return values;
    }

    /// <summary>The dimension of a column in model space; −1 for a constant.</summary>
    internal int DimensionOf(int column) => Array.IndexOf(dimensions, column);

    /// <summary>The column of each dimension of model space.</summary>
    internal IReadOnlyList<int> ColumnsOfDimensions => dimensions;

    // What a column without a dimension holds.
    private static double Remaining(ColumnTransform column) => column.MayBeMissing ? double.NaN : column.Minimum;

    /// <summary>The transform as JSON, every number exact.</summary>
    public JsonElement ToJson() => JsonSerializer.SerializeToElement(new Record(Columns, Picture, Prior), Json);

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="LikenessException">The JSON is not a transform.</exception>
    public static DataTransform FromJson(JsonElement json)
    {
        try
        {
            var record = json.Deserialize<Record>(Json);
            if (
                record is not null
                && record.Columns.All(c => c.IsSound)
                && record.Columns.Any(c => !c.Constant)
                && record.Prior?.IsSound(record.Columns.Count) != false
            )
            {
                return new DataTransform(record.Columns, record.Picture) { Prior = record.Prior };
            }
        }
        catch (JsonException error)
        {
            throw new LikenessException(Damaged, error);
        }

        throw new LikenessException(Damaged);
    }

    private const string Damaged =
        "the stored transform of the data is damaged or of another program (restore run.json, or train again)";

    private static double Uniform(DequantisationNoise? noise, int row, int column) =>
        noise?.Uniform(row, column) ?? DequantisationNoise.BinCentre;

    private bool HoldsConstants(ReadOnlySpan<double> row)
    {
        for (int column = 0; column < Columns.Count; column++)
        {
            if (Columns[column] is { Constant: true, IsGiven: false } && !Columns[column].Holds(row[column]))
            {
                return false;
            }
        }

        return true;
    }

    private void RequireWidth(Table rows)
    {
        if (rows.Width != Columns.Count)
        {
            throw new ArgumentException($"{rows.Width} columns do not fit {Columns.Count}.", nameof(rows));
        }
    }

    private sealed record Record(
        IReadOnlyList<ColumnTransform> Columns,
        Picture? Picture,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] RowPrior? Prior = null
    );
}
