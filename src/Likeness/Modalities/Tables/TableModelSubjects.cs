using Likeness.Data;
using Likeness.Modalities.Tables.Subjects;
using Likeness.Sampling;
using Likeness.Sampling.Conditions;

namespace Likeness.Modalities.Tables;

/// <summary>Samples whose rows belong to subjects, such as the visits of patients.</summary>
public sealed partial class TableModel
{
    // Small samples are put together from as many rows as the model samples at once, of which more are similar.
    private static int WholeChunks(int count) =>
        (int)Math.Min(int.MaxValue, Math.Max(1, (count + Sampler.Chunk - 1L) / Sampler.Chunk) * Sampler.Chunk);

    private IEnumerable<Table> OfSubjects(
        IEnumerable<Table> parts,
        int count,
        ulong seed,
        bool continuous,
        Func<Table, bool[]>? accepts = null
    ) =>
        new SubjectSampling(Encoding, seed, continuous, accepts)
            .Group(parts, count)
            .Select(rows =>
                Finished(SharedExceptions.Join(Encoding, rows.Rows, accepts), rows.First, seed, rows.Numbers)
            );

    private static Func<Table, bool[]> Fitting(ConditionSet conditions) =>
        rows =>
            [
                .. Enumerable
                    .Range(0, rows.RowCount)
                    .Select(row => conditions.OnRows.All(condition => condition.Holds(rows[row, condition.Column]))),
            ];
}
