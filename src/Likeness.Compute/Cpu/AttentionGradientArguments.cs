namespace Likeness.Compute.Cpu;

/// <summary>The arguments of the attention-gradient kernels: one head of one sample, or of a vector of samples in the lanes.</summary>
internal struct AttentionGradientArguments
{
    /// <summary>Queries, keys, values and the result of attention; keys and values have contiguous positions.</summary>
    public AttentionArguments Forward;

    /// <summary>The keys again, with contiguous features.</summary>
    public HeadRows KeyRows;

    /// <summary>The gradient of the weighted values.</summary>
    public HeadRows MixedGradient;

    /// <summary>The gradient of the log-sum-exp.</summary>
    public HeadRows SumsGradient;

    /// <summary>Receives the gradient of the queries.</summary>
    public HeadRows QueryGradient;

    /// <summary>Receives the gradient of the keys.</summary>
    public HeadRows KeyGradient;

    /// <summary>Receives the gradient of the values.</summary>
    public HeadRows ValueGradient;

    /// <summary>The capacity for sources.</summary>
    public int Capacity;

    /// <summary>The first query that sees a source, or the number of queries.</summary>
    public readonly int FirstToSee(int source)
    {
        int first = Forward.IsCausal ? source + Forward.QueryCount - Forward.SourceCount : 0;
        return source >= Forward.SourceCount ? Forward.QueryCount : Math.Clamp(first, 0, Forward.QueryCount);
    }
}
