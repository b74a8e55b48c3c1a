namespace Likeness;

/// <summary>
/// A mistake that the user can mend. The message is one sentence that names the thing, the place and the mend;
/// the command line prints it as it is and ends with exit code 2.
/// </summary>
public sealed class LikenessException(string message, Exception? inner = null) : Exception(message, inner);
