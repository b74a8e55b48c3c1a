namespace Likeness.Sampling;

/// <summary>Which symbols may follow those that were sampled, by a state that begins at 0 and changes with each of them.</summary>
internal interface ISymbolFilter
{
    /// <summary>The state after a symbol.</summary>
    /// <param name="state">The state before.</param>
    /// <param name="symbol">The sampled symbol.</param>
    int Next(int state, int symbol);

    /// <summary>What is added to the logit of each symbol: 0, or <see cref="Models.Tokens.TokenSampling.Never"/> for one that cannot follow.</summary>
    /// <param name="state">The state.</param>
    ReadOnlySpan<float> Added(int state);
}
