using Likeness.Data;

namespace Likeness.Sampling.Conditions;

/// <summary>Rows that rejections find, one after another: where one finds too few, the next one goes on for the rest.</summary>
/// <param name="count">The number of rows.</param>
/// <param name="stages">The rejections and their limits.</param>
/// <param name="conditions">The conditions in messages.</param>
internal sealed class RejectionStages(
    int count,
    IReadOnlyList<(Rejection Rows, SampleLimit Limit)> stages,
    ConditionSet conditions
)
{
    // After this many samples it is clear whether rejection suffices.
    internal const int PilotSamples = 32_768;

    private int stage;
    private int before;

    /// <summary>The number of rows sampled so far.</summary>
    public long Samples => stages.Sum(one => one.Rows.Samples);

    /// <summary>The number of rows accepted so far.</summary>
    public int Accepted => stages.Sum(one => one.Rows.Accepted);

    /// <summary>Whether the last one was needed.</summary>
    public bool IsLast => stage == stages.Count - 1;

    /// <summary>The rows, which are sampled while they are read.</summary>
    /// <param name="progress">Receives the completed fraction.</param>
    /// <param name="cancellationToken">Stops between chunks.</param>
    /// <exception cref="LikenessException">Too few samples satisfy the conditions.</exception>
    public IEnumerable<Table> Parts(Action<double> progress, CancellationToken cancellationToken)
    {
        for (int done = 0; done < count; )
        {
            var (rows, limit) = stages[stage];
            int wanted = Math.Min(Sampler.Chunk, count - done);
            bool isFound = IsFound(rows, limit, done - before + wanted, progress, cancellationToken);
            if (!isFound && IsLast)
            {
                throw TooFew(limit);
            }

            var part = rows.Take(count - done);
            if (part.RowCount > 0)
            {
                done += part.RowCount;
                yield return part;
            }

            if (!isFound)
            {
                (before, stage) = (done, stage + 1);
            }
        }
    }

    private bool IsFound(
        Rejection rows,
        SampleLimit limit,
        int wanted,
        Action<double> progress,
        CancellationToken cancellationToken
    )
    {
        int most = limit.After(0, PilotSamples);
        while (!rows.Continue(wanted, most, Tell, cancellationToken))
        {
            if (limit.Ends(count - before, rows.Accepted, rows.Samples))
            {
                return false;
            }

            most = limit.After(most, PilotSamples);
        }

        return true;

        void Tell(int accepted) =>
            progress(Math.Min(1, Math.Max((before + accepted) / (double)count, rows.Samples / (double)limit.Samples)));
    }

    private LikenessException TooFew(SampleLimit limit) =>
        new(
            $"only {Accepted:N0} of {Samples:N0} samples satisfy {conditions}, but {count:N0} rows were requested{(stages[stage].Rows.Samples < limit.Samples ? $", for which {limit.Samples:N0} samples would hardly suffice" : "")} (loosen the conditions, request fewer rows, or raise --max-samples)"
        );
}
