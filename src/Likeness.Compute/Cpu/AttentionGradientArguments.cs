namespace Likeness.Compute.Cpu;

/// <summary>What the kernels of attention's gradient work on: one head of one sample, or of a vector of samples in the lanes.</summary>
internal struct AttentionGradientArguments
{
    /// <summary>Queries, keys, values and the result, as attention had them; values by neighbouring positions, as the keys.</summary>
    public AttentionArguments Forward;

    /// <summary>The keys again, by neighbouring features.</summary>
    public HeadRows KeyRows;

    /// <summary>What flows back from the mixed values.</summary>
    public HeadRows MixedGradient;

    /// <summary>What flows back from the logarithms of the sums.</summary>
    public HeadRows SumsGradient;

    /// <summary>What flows back to the queries.</summary>
    public HeadRows QueryGradient;

    /// <summary>What flows back to the keys.</summary>
    public HeadRows KeyGradient;

    /// <summary>What flows back to the values.</summary>
    public HeadRows ValueGradient;

    /// <summary>How many sources there is room for.</summary>
    public int Capacity;

    /// <summary>The first query that sees a source, or the number of queries.</summary>
    public readonly int FirstToSee(int source)
    {
        int first = Forward.IsCausal ? source + Forward.QueryCount - Forward.SourceCount : 0;
        return source >= Forward.SourceCount ? Forward.QueryCount : Math.Clamp(first, 0, Forward.QueryCount);
    }
}
