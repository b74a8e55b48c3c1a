using System.Text.Json;
using System.Text.Json.Serialization;
using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Sampling.Conditions;

namespace Likeness.Modalities.Tables.Views;

/// <summary>A table of numbers in place of a table of any kinds: what models learn. Its columns come from those of the training rows.</summary>
public sealed class NumericView
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    private readonly StoredColumn[] stored;
    private readonly bool takesMissing;
    private readonly ViewedColumn[] columns;
    private readonly Dictionary<string, string> owners = new(StringComparer.Ordinal);
    private readonly Dictionary<string, double> roundedFrom = new(StringComparer.Ordinal);

    private NumericView(StoredColumn[] stored, bool takesMissing)
    {
        (this.stored, this.takesMissing) = (stored, takesMissing);
        columns =
        [
            .. stored.Select(column => ViewedColumn.Create(column.ToColumn(), (column.Low, column.High), takesMissing)),
        ];
        foreach (var column in stored)
        {
            if (column is { Frequencies: not null, Grid: { } grid })
            {
                roundedFrom.TryAdd(column.Name, Math.Round(grid.Origin / grid.Step));
            }
        }

        foreach (var column in columns.Where(column => column is CodedColumn))
        {
            owners[column.Numbers[1 - column.ValueAt].Name] = column.Column.Name;
        }

        Columns = [.. columns.Select(column => column.Column)];
        Numbers = [.. columns.SelectMany(column => column.Numbers)];
        Widths = [.. columns.Select(column => column.Numbers.Count)];
        Descriptions = [.. columns.Select(column => column.Description)];
        IsIdentity =
            Array.TrueForAll(stored, column => column.Listed is null)
            && Columns.All(column =>
                column is { Kind: NumberKind { Format: null }, Missing: null, Storage: null, Codes: null }
            );
    }

    /// <summary>The columns of the data.</summary>
    public IReadOnlyList<Column> Columns { get; }

    /// <summary>Whether the view changes nothing: all columns are numbers, and none has missing values.</summary>
    public bool IsIdentity { get; }

    /// <summary>The columns of numbers, with the kinds that read and write them.</summary>
    internal IReadOnlyList<Column> Numbers { get; }

    /// <summary>The encoding of each column of the data in a few words.</summary>
    internal IReadOnlyList<string> Descriptions { get; }

    /// <summary>The number of columns of numbers in place of each column of the data.</summary>
    internal IReadOnlyList<int> Widths { get; }

    /// <summary>The column of the data that a number says something of.</summary>
    internal string OwnerOf(string number) => owners.GetValueOrDefault(number, number);

    /// <summary>The place of a column's values among the numbers in its place.</summary>
    internal int ValueAt(int column) => columns[column].ValueAt;

    /// <summary>Where a column's samples are rounded to the decimals that the data have, the steps of its grid from zero to the first value; else null.</summary>
    internal double? RoundedFrom(string column) => roundedFrom.TryGetValue(column, out double steps) ? steps : null;

    /// <summary>Chooses the columns.</summary>
    /// <param name="train">The training rows under the columns of their <see cref="Schema"/>.</param>
    /// <param name="takesMissing">Whether the model takes missing values as they are.</param>
    /// <exception cref="LikenessException">No column can be learned.</exception>
    public static NumericView Fit(Table train, bool takesMissing) =>
        Fit(train, takesMissing, train, [], new Dictionary<string, ListedNumbers>());

    /// <inheritdoc cref="Fit(Table, bool)"/>
    /// <param name="train">The training rows.</param>
    /// <param name="takesMissing">Whether the model takes missing values as they are.</param>
    /// <param name="written">The same rows as the file has them, without what protection changes.</param>
    /// <param name="levelGrids">The columns whose numbers are rounded as the level of another column says.</param>
    /// <param name="listed">The lists that have the numbers of columns.</param>
    internal static NumericView Fit(
        Table train,
        bool takesMissing,
        Table written,
        IReadOnlyCollection<string> levelGrids,
        IReadOnlyDictionary<string, ListedNumbers> listed
    )
    {
        var view = new NumericView(
            [
                .. train.Columns.Select(
                    (column, i) =>
                        StoredColumn.Create(
                            column,
                            train.Column(i),
                            written.Column(i),
                            takesMissing,
                            levelGrids.Contains(column.Name)
                        ) with
                        {
                            Listed = levelGrids.Contains(column.Name) ? null : listed.GetValueOrDefault(column.Name),
                        }
                ),
            ],
            takesMissing
        );
        return view.columns.Any(column => column.Numbers.Count > 0)
            ? view
            : throw new LikenessException(
                "the table has only identifiers, free text and empty columns, so there is nothing to learn (give a column of numbers, categories or times)"
            );
    }

    /// <summary>The numbers of rows.</summary>
    /// <param name="rows">Rows with the columns of the data, in their order; see <see cref="ColumnAlignment"/>.</param>
    /// <returns>The rows in numbers, and for each row what its filled values take off a log-density, in nats.</returns>
    /// <exception cref="ArgumentException">The number of columns differs.</exception>
    public (Table Numbers, double[] MissingCost) Encode(Table rows)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(rows.Width, columns.Length, nameof(rows));
        var cost = new double[rows.RowCount];
        if (IsIdentity)
        {
            return (rows, cost);
        }

        var named = new List<Column>();
        var values = new List<double[]>();
        for (int i = 0; i < columns.Length; i++)
        {
            named.AddRange(columns[i].Numbers);
            values.AddRange(columns[i].Encode(rows.Column(i), RandomUse.MissingValues.Random(0, i)));
            if (columns[i].MissingCost is not 0 and var nats)
            {
                for (int row = 0; row < cost.Length; row++)
                {
                    cost[row] += double.IsNaN(rows[row, i]) ? nats : 0;
                }
            }
        }

        return (Table.FromColumns(named, [.. values], rows.Picture), cost);
    }

    /// <summary>The numbers of rows whose missing values are to be imputed: NaN there.</summary>
    internal Table EncodeUnknown(Table rows)
    {
        var values = new List<double[]>();
        for (int i = 0; i < columns.Length; i++)
        {
            values.AddRange(columns[i].EncodeUnknown(rows.ColumnValues(i)));
        }

        return Table.FromColumns(Numbers, [.. values], rows.Picture);
    }

    /// <summary>The rows of numbers, in the columns of the data.</summary>
    /// <param name="numbers">What a model samples.</param>
    /// <param name="continuous">Whether numbers stay as they are, instead of being rounded to the decimals of the data.</param>
    public Table Decode(Table numbers, bool continuous = false) => Decode(numbers, continuous, []);

    /// <inheritdoc cref="Decode(Table, bool)"/>
    /// <param name="numbers">What a model samples.</param>
    /// <param name="continuous">Whether numbers stay as they are, instead of being rounded to the decimals of the data.</param>
    /// <param name="conditions">Conditions on numbers, which still hold when these are rounded.</param>
    internal Table Decode(Table numbers, bool continuous, IReadOnlyList<Condition> conditions)
    {
        if (IsIdentity)
        {
            return numbers;
        }

        var values = new double[columns.Length][];
        int next = 0;
        for (int i = 0; i < columns.Length; i++)
        {
            int first = next + columns[i].ValueAt;
            double[][] own = [.. columns[i].Numbers.Select(_ => numbers.ColumnValues(next++))];
            values[i] = Decode(i, own, numbers.RowCount, continuous);
            if (!continuous && stored[i].IsRewritten)
            {
                Condition[] held = [.. conditions.Where(condition => condition.Column == first)];
                values[i] = Array.ConvertAll(values[i], value => stored[i].Written(value, held));
            }
        }

        return Table.FromColumns(Columns, values, numbers.Picture);
    }

    /// <summary>The cells of one column of the data.</summary>
    /// <param name="column">Its place.</param>
    /// <param name="numbers">Those in its place: [number][rows].</param>
    /// <param name="count">The number of rows.</param>
    /// <param name="continuous">Whether numbers stay as they are, instead of being rounded to the decimals of the data.</param>
    internal double[] Decode(int column, double[][] numbers, int count, bool continuous = false)
    {
        double[] values = columns[column].Decode(numbers, count);
        if (!continuous && stored[column].Decimals is int decimals)
        {
            Round(values, decimals);
        }

        // Models see days, of which the file has only the first of each month, quarter or week.
        return !continuous && Columns[column].Kind is TimeKind { IsOfPeriods: true } periods
            ? Array.ConvertAll(values, periods.FirstOfPeriod)
            : values;
    }

    // A model's number becomes one that the data could have written: equal values are equal to the bit.
    private static void Round(double[] values, int decimals)
    {
        for (int row = 0; row < values.Length; row++)
        {
            values[row] = Math.Round(values[row], decimals);
        }
    }

    /// <summary>The conditions that others imply: a number with a condition is not missing.</summary>
    internal IEnumerable<Condition> Implied(IReadOnlyList<Condition> conditions)
    {
        int next = 0;
        foreach (var column in columns)
        {
            int first = next + column.ValueAt;
            int other = next + 1 - column.ValueAt;
            next += column.Numbers.Count;
            if (
                column is FilledColumn or CodedColumn
                && conditions.Any(condition => condition.Column == first && !condition.IsMissing)
            )
            {
                yield return new Condition(other, 0, 0);
            }
        }
    }

    /// <summary>The view as JSON.</summary>
    public JsonElement ToJson() => JsonSerializer.SerializeToElement(new Stored(stored, takesMissing), Json);

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="LikenessException">The JSON is not a view.</exception>
    public static NumericView FromJson(JsonElement json)
    {
        try
        {
            if (
                json.Deserialize<Stored>(Json) is { Columns.Length: > 0 } record
                && Array.TrueForAll(record.Columns, column => column.IsSound)
            )
            {
                return new NumericView(record.Columns, record.TakesMissing);
            }
        }
        catch (Exception error) when (error is JsonException or ArgumentException or NotSupportedException)
        {
            throw new LikenessException(Damaged, error);
        }

        throw new LikenessException(Damaged);
    }

    /// <summary>A view of columns of numbers, which changes nothing.</summary>
    internal static NumericView Identity(IEnumerable<Column> columns) =>
        new([.. columns.Select(column => new StoredColumn(column.Name, NumberKind.Default))], takesMissing: false);

    private const string Damaged =
        "the stored columns of the data are damaged or of another program (restore run.json, or train again)";

    private sealed record Stored(StoredColumn[] Columns, bool TakesMissing);
}
