namespace Likeness.Sampling;

/// <summary>Reads the features that sequences are conditioned on at a position.</summary>
/// <param name="position">The position in the sequences.</param>
/// <param name="values">Filled: the features of each sequence, [sequences · features].</param>
internal delegate void TrackReader(int position, Span<float> values);
