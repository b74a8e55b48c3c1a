namespace Likeness;

/// <summary>
/// A mistake that the user can correct. The message is one sentence that names the thing, the place and the fix;
/// the command line prints it unchanged and ends with exit code 2.
/// </summary>
public sealed class LikenessException(string message, Exception? inner = null) : Exception(message, inner);
