namespace Likeness.Interop;

/// <summary>A valid file holds numbers that are not read; a new copy of it would not help.</summary>
/// <param name="message">Completes a sentence that begins with the file name.</param>
internal sealed class OtherNumbersException(string message) : FormatException(message);
