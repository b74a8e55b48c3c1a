using Likeness.Evaluation.Windows;

namespace Likeness.Modalities.Text.Evaluation;

/// <summary>The spans that generated text shares with training text, compared with those of test text.</summary>
/// <param name="LongSpan">
/// L, in bytes: the 99.9 % quantile, over the positions of the test text, of the longest span shared with the training text.
/// </param>
/// <param name="Generated">Spans that generated text shares with training text.</param>
/// <param name="Test">Spans that test text shares with training text.</param>
/// <param name="Exact">64-byte windows of which at least half lies in shared spans of at least 64 bytes.</param>
/// <param name="Near">
/// Windows that match exactly, or are within an edit distance of 30 % of a training passage, or lie by half in shared spans that are
/// longer than any of the test text and than 24 bytes.
/// </param>
/// <param name="LongestText">The longest span that generated text shares with training text, truncated to 200 bytes, read as UTF-8.</param>
public sealed record TextMemorisation(
    int LongSpan,
    SharedSpans Generated,
    SharedSpans Test,
    MatchCount Exact,
    MatchCount Near,
    string LongestText
);
