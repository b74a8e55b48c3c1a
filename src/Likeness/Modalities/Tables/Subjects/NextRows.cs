using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Models;

namespace Likeness.Modalities.Tables.Subjects;

/// <summary>Samples rows given the rows before of their keys.</summary>
/// <param name="encoding">The encoding, whose context the model knows.</param>
/// <param name="model">The model.</param>
/// <param name="workers">The worker pool; null for the calling thread.</param>
/// <param name="seed">The seed.</param>
/// <param name="continuous">Whether numbers stay as the model samples them.</param>
internal sealed class NextRows(
    TableEncoding encoding,
    GenerativeModel model,
    WorkerPool? workers,
    ulong seed,
    bool continuous
)
{
    private readonly RowCompletion completion = new(model, workers, seed);

    /// <summary>Samples rows.</summary>
    /// <param name="before">The rows before; null for first rows.</param>
    /// <param name="count">The number of rows.</param>
    /// <param name="place">Their place in their keys, from 0.</param>
    /// <param name="nested">The rows before in their inner keys.</param>
    /// <param name="begins">Whether rows begin inner keys; null where all do, or there are none.</param>
    /// <param name="repeat">Writes what is known of sampled rows in model space, and returns which have changed; null for nothing.</param>
    public DrawnRows Draw(
        Table? before,
        int count,
        int place,
        NestedPlaces? nested = null,
        bool[]? begins = null,
        Func<Table, float[], bool[]>? repeat = null
    )
    {
        bool hasParts = encoding.Context!.Nested is not null;
        begins ??= [.. Enumerable.Repeat(true, count)];
        var numbers = before is null
            ? encoding.ToFirstNumbers(count)
            : encoding.ToNextNumbers(before, place, nested?.Before(begins) ?? NestedRows.Unknown(count));
        float[] rows = Completed(
            numbers,
            (role, row) =>
                IsKnown(role, place)
                || (hasParts && (role is ContextRole.Begin || (role is ContextRole.Part && !begins[row])))
        );
        var drawn = Decoded(rows, numbers);
        if (repeat?.Invoke(drawn, rows) is { } changed && changed.Contains(true))
        {
            completion.Complete(
                rows,
                (role, row) => !changed[row] || role is not (ContextRole.None or ContextRole.End)
            );
            drawn = Decoded(rows, numbers);
        }

        return new(drawn, Flags(rows, ContextRole.End), rows);
    }

    private Table Decoded(float[] rows, Table given) =>
        encoding.FromNumbers(
            encoding.Context!.Steps.Given(
                encoding.Transform.Inverse(rows, continuous),
                given,
                encoding.Context.IsBefore
            ),
            continuous
        );

    /// <summary>Samples whether rows begin inner keys.</summary>
    /// <param name="before">The rows before.</param>
    /// <param name="place">The place of the rows in their outer keys.</param>
    /// <param name="nested">The rows before in their inner keys.</param>
    public bool[] DrawBegins(Table before, int place, NestedPlaces nested)
    {
        var numbers = encoding.ToNextNumbers(before, place, nested.Before(begins: null));
        return Flags(Completed(numbers, (role, _) => IsKnown(role, place)), ContextRole.Begin);
    }

    private static bool IsKnown(ContextRole role, int place) =>
        role is ContextRole.Before or ContextRole.Place || (role is ContextRole.Shared && place > 0);

    private float[] Completed(Table numbers, Func<ContextRole, int, bool> isKnown)
    {
        float[] rows = new float[numbers.RowCount * completion.Width];
        encoding.Transform.Forward(numbers, [.. Enumerable.Range(0, numbers.RowCount)], rows);
        completion.Complete(rows, isKnown);
        return rows;
    }

    /// <summary>Samples again whether rows are the last ones of their keys.</summary>
    /// <param name="drawn">Sampled rows.</param>
    public bool[] DrawEnds(DrawnRows drawn)
    {
        float[] rows = [.. drawn.InModelSpace];
        completion.Complete(rows, (role, _) => role is not ContextRole.End);
        return Flags(rows, ContextRole.End);
    }

    private bool[] Flags(float[] rows, ContextRole role)
    {
        int at = completion.IndexOf(role);
        return
        [
            .. Enumerable
                .Range(0, rows.Length / completion.Width)
                .Select(row => at >= 0 && rows[(row * completion.Width) + at] == 1),
        ];
    }
}

/// <summary>Sampled rows of keys.</summary>
/// <param name="Rows">The rows.</param>
/// <param name="AreLast">Whether each is the last one of its key: [Rows.RowCount].</param>
/// <param name="InModelSpace">[Rows.RowCount × dimensions], row by row.</param>
internal sealed record DrawnRows(Table Rows, bool[] AreLast, float[] InModelSpace)
{
    /// <summary>Some of the rows.</summary>
    public DrawnRows Take(int[] which)
    {
        int width = InModelSpace.Length / Math.Max(1, AreLast.Length);
        return new(
            Rows.TakeRows(which),
            [.. which.Select(row => AreLast[row])],
            [.. which.SelectMany(row => InModelSpace[(row * width)..((row + 1) * width)])]
        );
    }
}
