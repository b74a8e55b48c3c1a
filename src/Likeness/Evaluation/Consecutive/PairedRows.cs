using Likeness.Data;

namespace Likeness.Evaluation.Consecutive;

/// <summary>The tables of which pairs of consecutive rows are compared, with their pairs.</summary>
internal sealed class PairedRows
{
    private readonly (Table Rows, RowPairs Pairs) known;
    private readonly (Table Rows, RowPairs Pairs)? test;
    private readonly (Table Rows, RowPairs Pairs) generated;
    private readonly LaggedColumns columns;

    private PairedRows(
        (Table Rows, RowPairs Pairs) known,
        (Table Rows, RowPairs Pairs)? test,
        (Table Rows, RowPairs Pairs) generated,
        LaggedColumns columns,
        string among
    ) => (this.known, this.test, this.generated, this.columns, Among) = (known, test, generated, columns, among);

    /// <summary>Where the real pairs come from, in words.</summary>
    public string Among { get; }

    /// <summary>The number of columns of a pair.</summary>
    public int Width => columns.Width;

    /// <summary>See <see cref="RowSubjects.ArePaired"/>.</summary>
    private bool ArePaired { get; init; }

    /// <summary>The columns of a pair that are made of one column of the rows, by its name.</summary>
    public IReadOnlyList<(string Name, int[] Columns)> Groups => columns.Groups(known.Rows);

    /// <summary>The pairs of the test rows if these are whole subjects, and enough, or else of all real rows; null where there are too few, or nothing changes within subjects.</summary>
    /// <param name="train">Training rows, or all real rows.</param>
    /// <param name="test">Other real rows; null for none.</param>
    /// <param name="generated">Generated rows.</param>
    /// <param name="order">The key, and the order of its rows.</param>
    /// <param name="settings">The seed.</param>
    /// <exception cref="LikenessException">The table has no such column.</exception>
    public static PairedRows? Find(
        Table train,
        Table? test,
        Table generated,
        SubjectOrder order,
        EvaluationSettings settings
    )
    {
        string[] names = [.. train.Columns.Select(column => column.Name)];
        foreach (string name in order.Names.Append(order.By).OfType<string>().Except(names))
        {
            throw new LikenessException(
                $"There is no column '{name}' that orders rows (the tables have {string.Join(", ", names)})"
            );
        }

        test = test is null ? null : SameColumns.Order(test, "The test sample", train, "the real one");
        generated = SameColumns.Order(generated, "The generated sample", train, "the real one");
        var subjects = RowSubjects.Find([.. order.Names], train, test, generated, order.With is not null);
        (train, test, generated) = SharedKinds.Align(train, test, generated);
        int at = Array.IndexOf(names, order.By);
        var made = Pairs(generated, subjects.Generated);
        bool isWhole = test is null || !subjects.Test!.ColumnValues(0).Intersect(subjects.Train.ColumnValues(0)).Any();
        var tested = test is null || !isWhole ? null : Pairs(test, subjects.Test!);
        var known = Pairs(train, subjects.Train);
        bool isTested = tested is { AreEnough: true } && known.Rows.Length > 0;
        // Rows of one subject in two tables are in order only by a column.
        if (!made.AreEnough || (!isTested && !isWhole && at < 0))
        {
            return null;
        }

        if (!isTested && test is not null)
        {
            (train, var all) = (train.WithRows(test), subjects.Train.WithRows(subjects.Test!));
            (test, known) = (null, Pairs(train, all));
        }

        (var first, var second, generated) = Compared(train, test, generated);
        return (isTested || known.AreEnough) && LaggedColumns.Find(first, known, settings) is { } columns
            ? new(
                (first, known),
                second is null ? null : (second, tested!),
                (generated, made),
                columns,
                isTested ? "the test rows" : "all real rows"
            )
            {
                ArePaired = order.With is not null,
            }
            : null;

        RowPairs Pairs(Table rows, Table own) =>
            RowPairs.Find(own.ColumnValues(0), at < 0 ? null : rows.ColumnValues(at));
    }

    /// <summary>The pairs as an evaluation compares rows.</summary>
    /// <param name="settings">Seed and sizes.</param>
    /// <param name="most">The random pairs of each table that are compared.</param>
    /// <param name="cancellationToken">Cancels between pieces of work.</param>
    public EvaluationData Data(EvaluationSettings settings, int most, CancellationToken cancellationToken)
    {
        // Without test rows, the real-vs-real baseline splits the others in two.
        var (first, firstPairs) = Limited(known, test is null ? 2 * most : most, 9);
        var second = test is { } others ? Limited(others, most, 10) : default((Table Rows, RowPairs Pairs)?);
        var (third, thirdPairs) = Limited(generated, most, 11);
        return new EvaluationData(first, second?.Rows, third, settings, cancellationToken)
        {
            Subjects = new(Of(firstPairs), second is { } one ? Of(one.Pairs) : null, Of(thirdPairs))
            {
                ArePaired = ArePaired,
            },
        };

        (Table Rows, RowPairs Pairs) Limited((Table Rows, RowPairs Pairs) all, int limit, int index)
        {
            var random = new Compute.Cpu.PhiloxRandom(
                settings.Seed,
                ((ulong)EvaluationStream.Subsample << 32) | (uint)index
            );
            var pairs = all.Pairs.Limit(limit, random);
            return (columns.Of(all.Rows, pairs), pairs);
        }

        static Table Of(RowPairs pairs) => Table.FromColumns([new Column("subject")], [pairs.Subjects]);
    }

    private static (Table Known, Table? Test, Table Generated) Compared(Table known, Table? test, Table generated)
    {
        (known, test, generated) = KeyPartColumns.Split(known, test, generated);
        (known, test, generated) = ListColumns.Split(known, test, generated, []);
        (known, test, generated) = CodeColumns.Split(known, test, generated);
        return ComparableColumns.Choose(known, test, generated, []);
    }
}
